using System.Linq;
using System.Threading.Tasks;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.PowerShell.Tests.Live;

/// <summary>What Exchange's cmdlets hand out, made up here: with its own types on the server, and as text after the way through the Exchange Management Shell.</summary>
public sealed class ExchangeLiveTests
{
    private const string Exchange = """
        function Fake($type, $properties) { $o = [pscustomobject]$properties; $o.PSTypeNames.Insert(0, $type); $o }
        class SmtpDomain {
            hidden [string] $Text
            SmtpDomain([string] $text) { $this.Text = $text }
            [string] ToString() { return $this.Text }
        }
        function Domain($name) { [SmtpDomain]::new($name) }
        """;

    [Fact]
    public async Task Providers_of_an_Exchange_server_are_taken_over()
    {
        await using var pwsh = new Pwsh();
        await pwsh.RunAsync(Exchange + """

            $codes = New-Object System.Collections.ArrayList; [void]$codes.Add([ipaddress]'127.0.0.2'); [void]$codes.Add([ipaddress]'127.0.0.3')
            $block = 'Deserialized.Microsoft.Exchange.Data.Directory.SystemConfiguration.IPBlockListProvider'
            (Fake $block @{ Name = 'zen'; Identity = 'zen'; LookupDomain = (Domain 'zen.test'); Enabled = $true; AnyMatch = $false; BitmaskMatch = $null; IPAddressesMatch = $codes; Priority = 1; RejectionResponse = 'go away {0}' }),
            (Fake $block @{ Name = 'any'; LookupDomain = (Domain 'any.test'); Enabled = $false; AnyMatch = $true; BitmaskMatch = [ipaddress]'127.0.0.4'; IPAddressesMatch = @(); Priority = 2; RejectionResponse = '' }),
            (Fake $block @{ Name = 'mask'; LookupDomain = (Domain 'mask.test'); Enabled = $true; AnyMatch = $false; BitmaskMatch = [ipaddress]'127.0.0.4'; IPAddressesMatch = (New-Object System.Collections.ArrayList); Priority = 2; RejectionResponse = $null }) |
                Add-IpBlockProvider
            Fake 'Deserialized.Microsoft.Exchange.Data.Directory.SystemConfiguration.IPAllowListProvider' @{ Name = 'white'; LookupDomain = (Domain 'white.test'); Enabled = $true; AnyMatch = $true; BitmaskMatch = $null; IPAddressesMatch = $null; Priority = 1 } |
                Add-IpBlockProvider
            """);

        var settings = SettingsFile.Load(pwsh.SettingsPath).Settings!;
        Assert.Equal(["zen", "mask", "any"], settings.BlockProviders.Select(static provider => provider.Name));
        Assert.Equal(["127.0.0.2", "127.0.0.3"], settings.BlockProviders[0].IpAddressesMatch.Select(static code => code.ToString()));
        Assert.Equal("zen.test", settings.BlockProviders[0].LookupDomain.Reveal());
        Assert.Equal("go away {0}", settings.BlockProviders[0].RejectionResponse);
        Assert.Equal("127.0.0.4", settings.BlockProviders[1].BitmaskMatch.ToString());
        Assert.Equal((false, true, null), (settings.BlockProviders[2].Enabled, settings.BlockProviders[2].AnyMatch, settings.BlockProviders[2].BitmaskMatch));
        Assert.Equal("white", Assert.Single(settings.AllowProviders).Name);
    }

    [Fact]
    public async Task Entries_of_an_Exchange_server_are_taken_over_but_for_those_of_sender_reputation()
    {
        await using var pwsh = new Pwsh();
        var output = await pwsh.RunAsync(Exchange + """

            $entry = 'Deserialized.Microsoft.Exchange.Data.Directory.SystemConfiguration.IPBlockListEntry'
            (Fake $entry @{ Identity = 1; IPRange = '192.0.2.0/24'; ExpirationTime = [DateTime]::MaxValue; Comment = 'spam'; IsMachineGenerated = $false; HasExpired = $false }),
            (Fake $entry @{ Identity = 2; IPRange = '198.51.100.1-198.51.100.9'; ExpirationTime = (Get-Date '2099-01-31T18:00:00Z'); Comment = ''; IsMachineGenerated = $false; HasExpired = $false }),
            (Fake $entry @{ Identity = 3; IPRange = '203.0.113.7'; ExpirationTime = (Get-Date).AddDays(1); Comment = 'SRL'; IsMachineGenerated = $true; HasExpired = $false }) |
                Add-IpBlockEntry -Verbose 4>&1 | ForEach-Object { "$_" } | Where-Object { $_ -like '*skipped*' }
            Fake 'Microsoft.Exchange.Data.Directory.SystemConfiguration.IPAllowListEntry' @{ IPRange = '2001:db8::/32'; ExpirationTime = [DateTime]::MaxValue; Comment = $null; IsMachineGenerated = $false } | Add-IpBlockEntry
            """);

        Assert.StartsWith("203.0.113.7 is skipped", Assert.Single(output));
        var settings = SettingsFile.Load(pwsh.SettingsPath).Settings!;
        Assert.Equal(["192.0.2.0/24", "198.51.100.1-198.51.100.9"], settings.BlockList.Select(static entry => entry.Address.ToString()));
        Assert.Equal("spam", settings.BlockList[0].Comment);
        Assert.Null(settings.BlockList[0].Expires);
        Assert.Equal(new System.DateTimeOffset(2099, 1, 31, 18, 0, 0, System.TimeSpan.Zero), settings.BlockList[1].Expires);
        Assert.Equal("2001:db8::/32", Assert.Single(settings.AllowList).Address.ToString());
    }

    [Fact]
    public async Task Exempt_recipients_and_the_reply_of_an_Exchange_server_are_taken_over()
    {
        await using var pwsh = new Pwsh();
        await pwsh.RunAsync(Exchange + """

            $config = Fake 'Deserialized.Microsoft.Exchange.Data.Directory.SystemConfiguration.IPBlockListProviderConfig' @{ Enabled = $false; BypassedRecipients = [System.Collections.ArrayList]@('joe@example.com', 'postmaster@*') }
            Set-IpBlockConfig -BypassedRecipients @{ Add = $config.BypassedRecipients }
            Fake 'Deserialized.Microsoft.Exchange.Data.Directory.SystemConfiguration.IPBlockListConfig' @{ Enabled = $false; StaticEntryRejectionResponse = 'blocked {0}' } | Set-IpBlockConfig
            """);

        var settings = SettingsFile.Load(pwsh.SettingsPath).Settings!;
        Assert.Equal(["joe@example.com", "postmaster@*"], settings.Exceptions.Recipients.Select(static exception => exception.Recipient.ToString()));
        Assert.Equal("blocked {0}", settings.BlockListResponse);
        Assert.True(settings.Enabled);
    }
}
