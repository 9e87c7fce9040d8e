using System;
using System.Linq;
using IpBlock.Tests;
using Xunit;

namespace IpBlock.LogIndex.Tests;

public sealed class WordingTests
{
    [Fact]
    public void Whatever_a_text_with_the_address_in_it_holds_is_found_without_it_or_may_be()
    {
        foreach (var text in new[] { "550 203.0.113.9 is listed", "203.0.113.9", "a203.0.113.9203.0.113.9b", "x203.0.113.9", "203.0.113.9: see https://lists.example/203.0.113.9?d", "1203.0.113.91" })
        {
            var wording = Wording.Of(text, "203.0.113.9");
            Assert.DoesNotContain("203.0.113.9", wording, StringComparison.Ordinal);
            for (var from = 0; from < text.Length; from++)
            {
                for (var length = 1; length <= text.Length - from; length++)
                {
                    var wanted = text.Substring(from, length).ToUpperInvariant();
                    Assert.True(wording.Contains(wanted, StringComparison.OrdinalIgnoreCase) || Wording.MayHold(wording, wanted), $"{text}: {wanted}");
                    Assert.True(Wording.Holds(wording, Some.Client("203.0.113.9"), wanted));
                }
            }
        }
    }

    [Theory]
    [InlineData("550 203.0.113.9 is listed", "has")]
    [InlineData("550 203.0.113.9 is listed", "551 2")]
    [InlineData("550 203.0.113.9 is listed", "9 has")]
    [InlineData("is listed", "9 is")]
    public void Most_texts_that_do_not_fit_are_known_not_to_without_a_look_at_each_decision(string text, string wanted) => Assert.False(Wording.MayHold(Wording.Of(text, "203.0.113.9"), wanted));

    [Fact]
    public void A_text_that_holds_the_mark_is_no_address() => Assert.Equal("a?b", Wording.Of("a\u0001b", null));
}
