using System.Buffers;
using System.Text;
using IpBlock.Service.Policy;
using Xunit;

namespace IpBlock.Service.Tests.Policy;

public sealed class AnswerTests
{
    [Theory]
    [InlineData("DUNNO", "action=DUNNO\n\n")]
    [InlineData("550 5.7.1 a\r\n\naction=OK\n\n", "action=550 5.7.1 a???action=OK??\n\n")]
    [InlineData("450 \0\t\u007f\u00e4\u20ac", "action=450 ?????\n\n")]
    [InlineData("", "action=\n\n")]
    public void An_answer_is_one_line_whatever_stands_in_it(string action, string expected) => Assert.Equal(expected, Write(action));

    [Fact]
    public void An_answer_that_is_much_too_long_is_cut() => Assert.Equal("action=" + new string('x', 1024) + "\n\n", Write(new string('x', 5000)));

    private static string Write(string action)
    {
        var output = new ArrayBufferWriter<byte>();
        PolicyAnswer.Write(output, action);
        return Encoding.ASCII.GetString(output.WrittenSpan);
    }
}
