using IpBlock.PowerShell.Arguments;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.PowerShell.Tests.Arguments;

public sealed class ProviderNamesTests
{
    private static readonly FilterSettings Settings = SettingsFile.Parse(
        """
        {
          "blockProviders": [ { "name": "Spamhaus ZEN", "lookupDomain": "zen.test", "anyMatch": true }, { "name": "sorbs", "lookupDomain": "s.test", "anyMatch": true }, { "name": "it's", "lookupDomain": "i.test", "anyMatch": true } ],
          "allowProviders": [ { "name": "dnswl", "lookupDomain": "d.test", "anyMatch": true }, { "name": "sorbs", "lookupDomain": "s.test", "anyMatch": true } ]
        }
        """, "test.json").Settings!;

    [Theory]
    [InlineData("", new[] { "dnswl", "sorbs", "'Spamhaus ZEN'", "'it''s'" })]
    [InlineData("s", new[] { "sorbs", "'Spamhaus ZEN'" })]
    [InlineData("'spam", new[] { "'Spamhaus ZEN'" })]
    [InlineData("x", new string[0])]
    public void Names_complete_a_word_and_are_quoted_where_they_must_be(string word, string[] names) => Assert.Equal(names, ProviderNames.Complete(Settings, null, word));

    [Fact]
    public void Only_providers_of_the_kind_on_the_line_are_offered() => Assert.Equal(["dnswl", "sorbs"], ProviderNames.Complete(Settings, ProviderKind.Allow, null));

    [Fact]
    public void A_file_that_cannot_be_read_offers_nothing() => Assert.Empty(ProviderNames.Complete(null, null, ""));
}
