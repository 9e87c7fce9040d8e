using System.IO;
using System.Linq;
using System.Text;
using Microsoft.Exchange.Data.Mime;
using Xunit;

namespace IpBlock.TransportHost.Smtp;

public sealed class MessageHeadersTests
{
    [Theory]
    [InlineData("Subject: a\r\n\tfolded  one\r\nX-Odd :b\r\n\r\n")]
    [InlineData("Subject: \u00e4\u00f6 8 bit\r\nEmpty:\r\n\r\nBody: this is none\r\n")]
    [InlineData("\r\nno header at all")]
    [InlineData("no header, and no body")]
    [InlineData(" begins with a blank\r\nSubject: a\r\n\r\n")]
    [InlineData("Subject: the end")]
    [InlineData("")]
    public void A_header_that_an_agent_leaves_alone_stays_as_it_came(string text) => Assert.Equal(text, Changed(text, static _ => { }));

    [Fact]
    public void Fields_that_an_agent_removes_are_gone_and_those_that_it_adds_stand_at_the_end()
    {
        var text = Changed("A: 1\r\n more\r\nB: 2\r\na: 3\r\n\r\nA: body", static list =>
        {
            Assert.Equal("1\r\n more", list.FindFirst("a").Value);
            Assert.Equal(2, list.FindAll("A").Length);
            list.RemoveAll("A");
            Assert.Null(list.FindFirst("A"));
            var field = Header.Create("C");
            field.Value = "4";
            list.AppendChild(field);
            list.FindFirst("b").Value = "5";
        });
        Assert.Equal("B: 5\r\nC: 4\r\n\r\nA: body", text);
    }

    private static string Changed(string text, System.Action<HeaderList> change)
    {
        using var content = new MemoryStream();
        content.Write(Encoding.Latin1.GetBytes(text));
        var headers = new MessageHeaders(content);
        change(headers.List);
        headers.WriteBack();
        Assert.Equal(content.Length, content.Position);
        return Encoding.Latin1.GetString(content.ToArray());
    }
}
