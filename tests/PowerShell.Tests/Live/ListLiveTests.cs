using System.IO;
using System.Threading.Tasks;
using Xunit;

namespace IpBlock.PowerShell.Tests.Live;

public sealed class ListLiveTests
{
    [Fact]
    public async Task A_list_is_added_shown_changed_moved_and_removed()
    {
        await using var pwsh = new Pwsh();
        await File.WriteAllTextAsync(Path.Combine(Path.GetDirectoryName(pwsh.SettingsPath)!, "drop.txt"), "192.0.2.0/24\n198.51.100.1\n");
        Assert.Equal(
            ["1 drop Block", "1 feed Allow 02:00:00", "1 feed 0 False", "2 drop 2 True", "Reject BlockList drop", "drop Report 554", "2 drop", "feed", "drop"],
            await pwsh.RunAsync("""
            Add-IpBlockList drop -File drop.txt -PassThru | ForEach-Object { "$($_.Priority) $($_.Name) $($_.Kind)" }
            Add-IpBlockList feed -Url https://127.0.0.1:1/list -Kind Allow -Refresh (New-TimeSpan -Hours 2) -Priority 1 -PassThru | ForEach-Object { "$($_.Priority) $($_.Name) $($_.Kind) $($_.Refresh)" }
            Get-IpBlockList | ForEach-Object { "$($_.Priority) $($_.Name) $($_.Entries) $($_.IsInForce)" }
            Test-IpBlockAddress 192.0.2.7 | ForEach-Object { "$($_.Action) $($_.Rule) $($_.Provider)" }
            Set-IpBlockList drop -Mode Report -StatusCode 554 -PassThru | ForEach-Object { "$($_.Name) $($_.Mode) $($_.StatusCode)" }
            Get-IpBlockList d* | ForEach-Object { "$($_.Priority) $($_.Name)" }
            Get-IpBlockList feed | Remove-IpBlockList -Confirm:$false -PassThru | ForEach-Object Name
            Get-IpBlockList | ForEach-Object Name
            """));
    }
}
