using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace IpBlock.Testing.Words;

/// <summary>Holds the texts that an administrator reads to the word list of docs/style.md.</summary>
public sealed class WordsTests
{
    [Fact]
    public void No_text_of_the_program_uses_a_phrase_that_the_word_list_forbids() => Hold(Sources.Code());

    [Fact]
    public void No_text_of_the_page_does() => Hold(Sources.Pages());

    [Fact]
    public void No_help_of_a_cmdlet_does() => Hold(Sources.Help());

    [Fact]
    public void No_document_does() => Hold(Sources.Documents());

    [Fact]
    public void Nothing_in_the_packages_does() => Hold(Sources.Packaging().Concat(Sources.Dashboard()));

    [Fact]
    public void The_list_is_read_and_the_texts_are_found()
    {
        Assert.True(WordList.Read().Count > 100);
        Assert.True(Sources.Code().Count() > 2500);
        Assert.True(Sources.Pages().Count() > 300);
        Assert.True(Sources.Help().Count() > 500);
        Assert.True(Sources.Documents().Count() > 500);
        Assert.True(Sources.Packaging().Count() > 10);
    }

    // What is allowed for nothing would hide the next slip.
    [Fact]
    public void Each_phrase_that_is_allowed_stands_in_some_text()
    {
        var texts = Sources.All().Select(static text => text.Text).ToList();
        Assert.DoesNotContain(WordList.Read().Allowed, phrase => !texts.Exists(text => text.Contains(phrase, StringComparison.OrdinalIgnoreCase)));
    }

    [Theory]
    [InlineData("It refuses nobody.", 1)]
    [InlineData("It Refused a client.", 1)]
    [InlineData("It is\n    heard last.", 1)]
    [InlineData("The list refuses to answer.", 0)]
    [InlineData("overheard, unheard", 0)]
    [InlineData("the IP block list", 1)]
    [InlineData("the IP Block list", 0)]
    public void A_phrase_is_found_as_a_whole_over_the_end_of_a_line_and_not_where_it_is_allowed(string text, int faults)
    {
        const string Table = "## Terms\n| reject | x | `refus*` |\n| evaluate | x | `heard` |\n| IP Block list | x | `IP block list` |\n## Allowed\n| `refuses to answer` | a list |\n";
        Assert.Equal(faults, WordList.Of(Table).FaultsOf(text).Count());
    }

    [Theory]
    [InlineData("""var a = "one two"; // "no"\n""", "one two")]
    [InlineData("""var a = $"one {b("two {c}")} three {{x}}";""", "two {c}|one … three {x}")]
    [InlineData("""var a = @"one ""two"" \"; var b = "x";""", "one \"two\" \\|x")]
    [InlineData("""var a = '"'; var b = '\''; /* "no" */ var c = "yes";""", "yes")]
    [InlineData("var a = \"\"\"one \"two\" {x}\"\"\";", "one \"two\" {x}")]
    [InlineData("var a = $$\"\"\"one {x} {{y}}\"\"\";", "one {x} …")]
    [InlineData("""var a = ""; var b = "c";""", "c")]
    public void Literals_are_found_and_comments_are_not(string source, string texts) =>
        Assert.Equal(texts.Split('|'), StringLiterals.Of(source.Replace("\\n", "\n", StringComparison.Ordinal)).Select(static literal => literal.Text));

    private static void Hold(IEnumerable<(string Place, string Text)> texts)
    {
        var list = WordList.Read();
        var faults = texts.SelectMany(text => list.FaultsOf(text.Text).Select(fault => $"{text.Place}: {fault}: {Short(text.Text)}")).ToList();
        Assert.True(faults.Count == 0, $"{faults.Count} texts are not as docs/style.md wants them:\n{string.Join('\n', faults)}");
    }

    private static string Short(string text) => text.Length > 200 ? text[..200].Replace('\n', ' ') + " ..." : text.Replace('\n', ' ');
}
