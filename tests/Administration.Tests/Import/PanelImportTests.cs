using System;
using System.Linq;
using IpBlock.Administration.Import;
using Xunit;
using static IpBlock.Administration.Tests.Import.ImportedText;

namespace IpBlock.Administration.Tests.Import;

/// <summary>The lists that hosting panels keep in files of their own.</summary>
public sealed class PanelImportTests
{
    [Theory]
    [InlineData("bl.spamcop.net\nzen.spamhaus.org\n", "1 bl.spamcop.net any, 2 zen.spamhaus.org any")]
    [InlineData("# lists\r\n\r\nzen.spamhaus.org=127.0.0.2,127.0.0.3\r\nbl.spamcop.net\r\n", "3 zen.spamhaus.org 127.0.0.2 127.0.0.3, 4 bl.spamcop.net any")]
    [InlineData("zen.spamhaus.org!=127.255.255.254,127.255.255.255\n", "1 zen.spamhaus.org any")]
    [InlineData("RBL_DNS_LIST==zen.spamhaus.org : bl.spamcop.net\n", "1 zen.spamhaus.org any, 1 bl.spamcop.net any")]
    [InlineData("SMTP_X = y\nRBL_DNS_LIST==\\\n   zen.spamhaus.org : \\\n   bl.spamcop.net\nOTHER==a.example.org\n", "3 zen.spamhaus.org any, 4 bl.spamcop.net any")]
    public void Each_list_is_a_provider(string text, string providers)
    {
        var plan = Plan(text);
        Assert.Equal(ImportSource.PanelLists, plan.Source);
        Assert.Equal(providers, string.Join(", ", plan.Items.Select(static item =>
            $"{item.Line} {item.Name} {(item.Properties.ContainsKey("anyMatch") ? "any" : string.Join(' ', Codes(item)))}")));
        Assert.All(Load(plan).BlockProviders, static provider => Assert.True(provider.Enabled));
        Assert.Contains("other files", Why(plan, "exceptions"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_named_is_read_whatever_is_in_it() =>
        Assert.Equal(ImportSource.PanelLists, Importer.Detect("# none yet\n", "/etc/exim4/dnsbl.conf"));
}
