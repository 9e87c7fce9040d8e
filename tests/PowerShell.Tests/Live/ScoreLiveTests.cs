using System.IO;
using System.Threading.Tasks;
using Xunit;

namespace IpBlock.PowerShell.Tests.Live;

/// <summary>Scores, thresholds, recipient policies and replay in a real PowerShell.</summary>
public sealed class ScoreLiveTests
{
    [Fact]
    public async Task Scores_are_set_by_number_and_by_hashtable_and_shown_so_that_they_can_be_given_back()
    {
        await using var pwsh = new Pwsh();
        Assert.Equal(
            ["2.5 127.0.0.2=3 127.0.0.[10;11]=0.5", "True Decimal", "2.5 127.0.0.2=3 127.0.0.[10;11]=0.5", "127.0.0.4=1", " 0"],
            await pwsh.RunAsync("""
            function Scores($p) { ($p.ScoreByReturnCode.GetEnumerator() | ForEach-Object { "$($_.Key)=$($_.Value)" }) -join ' ' }
            Add-IpBlockProvider one one.test -AnyMatch $true -Score 2.5 -ScoreByReturnCode ([ordered]@{ '127.0.0.2' = 3; '127.0.0.[10;11]' = 0.5 }) 3> $null
            $one = Get-IpBlockProvider one
            "$($one.Score) $(Scores $one)"
            "$($one.Score -gt 2) $($one.Score.GetType().Name)"
            $one | Remove-IpBlockProvider -Confirm:$false
            $one | Add-IpBlockProvider -PassThru 3> $null | ForEach-Object { "$($_.Score) $(Scores $_)" }
            Set-IpBlockProvider one -ScoreByReturnCode @{ '127.0.0.4' = 1 } -PassThru 3> $null | ForEach-Object { Scores $_ }
            Set-IpBlockProvider one -Score $null -ScoreByReturnCode $null -PassThru | ForEach-Object { "$($_.Score) $($_.ScoreByReturnCode.Count)" }
            """));
    }

    [Fact]
    public async Task Thresholds_are_shown_and_changed_for_everybody_and_for_a_policy()
    {
        await using var pwsh = new Pwsh().WithSettings();
        Assert.Equal(
            [
                "|FirstMatch|1||||", "|Score|1.5||0.5||", "Sales|Score|1.5||0.5||", "Sales|Score|3|2|||", "Sales|Score|1.5||0.5||",
                "-Defer: defer is 9 and reject is 1.5, so defer never applies; set defer below reject", "There is no recipient policy 'nobody'.",
            ],
            await pwsh.RunAsync("""
            function Line($t) { "$($t.RecipientPolicy)|$($t.Verdict)|$($t.Reject)|$($t.Defer)|$($t.Mark)|$($t.Allow)|" }
            $WarningPreference = 'SilentlyContinue'
            Line (Get-IpBlockThreshold)
            Set-IpBlockConfig -Verdict Score
            Line (Set-IpBlockThreshold -Reject 1.5 -Mark 0.5 -PassThru)
            Add-IpBlockRecipientPolicy Sales -Recipients sales@example.com
            Line (Get-IpBlockThreshold Sales)
            Line (Set-IpBlockThreshold Sales -Reject 3 -Defer 2 -PassThru)
            Line (Set-IpBlockThreshold Sales -Reject $null -Defer $null -PassThru)
            try { Set-IpBlockThreshold -Defer 9 -ErrorAction Stop } catch { "$_" }
            try { Get-IpBlockThreshold nobody -ErrorAction Stop } catch { "$_" }
            """));
    }

    [Fact]
    public async Task A_policy_is_added_shown_changed_found_by_recipient_and_removed()
    {
        await using var pwsh = new Pwsh();
        Assert.Equal(
            [
                "1 Sales 2 3 one=2", "Sales@x.test,*@shop.test,new@x.test 4", "WARNING: recipientPolicies[1].recipients: sales@x.test is in the policy Sales too, which applies, because it comes first",
                "Sales", "0", "False", "2 Sales", "Sales", "Late",
            ],
            await pwsh.RunAsync("""
            Set-IpBlockConfig -Verdict Score
            Add-IpBlockProvider one one.test -AnyMatch $true -Score 4
            Add-IpBlockRecipientPolicy Sales -Recipients Sales@x.test, '*@shop.test' -Reject 3 -ScoreByProvider @{ one = 2 } -Verdict FirstMatch -PassThru 3> $null | ForEach-Object { "$($_.Priority) $($_.Name) $($_.RecipientCount) $($_.Reject) one=$($_.ScoreByProvider['one'])" }
            Set-IpBlockRecipientPolicy sales -Recipients @{ Add = 'new@x.test' } -Verdict $null -Reject 4 -ScoreByProvider $null -PassThru | ForEach-Object { "$($_.Recipients -join ',') $($_.Reject)" }
            Add-IpBlockRecipientPolicy Late -Recipients sales@x.test, other@x.test 3>&1 | ForEach-Object { "WARNING: $_" }
            Get-IpBlockRecipientPolicy -Recipient sales+tag@x.test | ForEach-Object Name
            @(Get-IpBlockRecipientPolicy -Recipient nobody@y.test).Count
            Set-IpBlockRecipientPolicy Late -Enabled $false -PassThru | ForEach-Object Enabled
            Set-IpBlockRecipientPolicy Late -Priority 1
            Get-IpBlockRecipientPolicy S* | ForEach-Object { "$($_.Priority) $($_.Name)" }
            Get-IpBlockRecipientPolicy Sales | Remove-IpBlockRecipientPolicy -Confirm:$false -PassThru | ForEach-Object Name
            Get-IpBlockRecipientPolicy | ForEach-Object Name
            """));
    }

    [Fact]
    public async Task An_address_is_tested_by_the_recipients_policy_and_the_log_is_judged_again()
    {
        await using var pwsh = new Pwsh();
        var log = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(pwsh.SettingsPath)!, "log")).FullName;
        await File.WriteAllTextAsync(Path.Combine(log, "IPBLOCK20260101-0001.log"), """
            #Software: IpBlock
            #Fields: Timestamp,SessionId,LocalEndpoint,RemoteEndpoint,Event,Action,SmtpResponse,Rule,Provider,ReturnCodes,Reason,Recipient,Missing,Milliseconds,Listed,Policy,Score,Steps
            2026-01-01T10:00:00.000Z,s1,,203.0.113.1:4000,OnConnect,RejectConnection,"550 5.7.1 no",BlockProvider,one,127.0.0.2,,,,1,one=127.0.0.2,,,b:one=127.0.0.2!
            2026-01-01T11:00:00.000Z,s2,,203.0.113.2:4000,OnConnect,AcceptConnection,,,,,,,,1,,,,b:one=-

            """);
        Assert.Equal(
            ["2 2 0 0", "2 1 1 0 Reject -> Mark=1", "203.0.113.1 Reject Mark one 1 one: 127.0.0.2 (added 1)|Score (decided)", "1", "Sales Accept 0", "Score: DidNotMatch"],
            await pwsh.RunAsync("""
            Add-IpBlockProvider one one.test -AnyMatch $true
            $same = Test-IpBlockReplay
            "$($same.Decisions) $($same.Same) $($same.Changed) $($same.Undecidable)"
            $candidate = Join-Path (Split-Path $env:IPBLOCK_SETTINGS) candidate.json
            Copy-Item $env:IPBLOCK_SETTINGS $candidate
            Set-IpBlockConfig -SettingsPath $candidate -Verdict Score
            Set-IpBlockThreshold -SettingsPath $candidate -Reject 2 -Mark 1 3> $null
            $replay = Test-IpBlockReplay $candidate -StartDate 2026-01-01 3> $null
            "$($replay.Decisions) $($replay.Same) $($replay.Changed) $($replay.Undecidable) $($replay.Changes[0])"
            $replay.Examples | ForEach-Object { "$($_.IPAddress) $($_.Before) $($_.After) $($_.Provider) $($_.Score) $($_.Steps -join '|')" }
            (Test-IpBlockReplay $candidate -Address 203.0.113.2 3> $null).Decisions
            Set-IpBlockConfig -Verdict Score
            Add-IpBlockRecipientPolicy Sales -Recipients sales@example.com -RemoveProviders one -Reject 9 3> $null
            Test-IpBlockAddress 203.0.113.9 -Recipient sales@example.com | ForEach-Object { "$($_.RecipientPolicy) $($_.Action) $($_.Score)"; "$($_.Rules | Where-Object Rule -eq Score)" }
            """));
    }
}
