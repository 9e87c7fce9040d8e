using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Installer.Tests.Package;
using Xunit;

namespace IpBlock.Installer.Tests.Life;

/// <summary>Installations and upgrades that end in the middle: what was there before goes on.</summary>
[Collection(PackageTests.Name)]
public sealed class FailedUpgradeTests(BuiltPackages packages, WineFixture wine)
{
    private const int RolledBack = 91;
    private const string Edited = """{ "enabled": false }""";

    // That the version before comes back is Windows Installer's doing, because RemoveExistingProducts is within the transaction (TableTests): wine 8.0 does not
    // take back what it has done.
    [Fact]
    public async Task An_upgrade_that_fails_leaves_nothing_of_the_new_version_asks_for_the_registration_before_and_keeps_the_settings()
    {
        await using var windows = await Windows.MailboxAsync(wine);
        await windows.InstallAsync(packages.First);
        await File.WriteAllTextAsync(windows.Settings, Edited);
        windows.TakeRecorded();

        windows.FailScripts("Install-Agent.ps1");
        Assert.Equal(RolledBack, await windows.MsiexecAsync("/i", packages.Second, "/qn"));
        var recorded = windows.TakeRecorded().ToList();
        var failed = recorded.FindIndex(static line => line.Contains("Install-Agent.ps1", StringComparison.Ordinal));
        var restored = recorded.FindLastIndex(static line => line.Contains("Restore-Agent.ps1", StringComparison.Ordinal));
        Assert.True(failed >= 0 && restored > failed, string.Join('\n', recorded));
        Assert.DoesNotContain("\"DisplayVersion\"=\"1.1.0\"", windows.Registry);
        Assert.Equal(Edited, await File.ReadAllTextAsync(windows.Settings));

        windows.FailScripts("");
        await windows.InstallAsync(packages.Second);
        Assert.Contains("\"DisplayVersion\"=\"1.1.0\"", windows.Registry);
        Assert.Equal(Edited, await File.ReadAllTextAsync(windows.Settings));
    }

    [Fact]
    public async Task Folders_that_were_there_are_looked_at_before_anything_is_installed_and_may_stop_it()
    {
        await using var windows = await Windows.MailboxAsync(wine);
        windows.FailScripts(@"Set-Variable f 'C:\Mail\IpBlock\'");
        Assert.Equal(RolledBack, await windows.MsiexecAsync("/i", packages.First, "/qn", @"INSTALLDIR=C:\Mail\IpBlock\"));
        var asked = windows.TakeAllRecorded();
        // wine undoes also what has not been done yet, which the scripts bear.
        Assert.All(asked.Skip(2), static line => Assert.Matches(@"\\Setup\\(Restore-Agent|Uninstall-Service)\.ps1", line));
        Assert.StartsWith(@"-NoProfile -NonInteractive -Command ""Set-Variable f 'C:\ProgramData\IpBlock\'; exit (0 + ", asked[0], StringComparison.Ordinal);
        Assert.StartsWith(@"-NoProfile -NonInteractive -Command ""Set-Variable f 'C:\Mail\IpBlock\'; exit (0 + ", asked[1], StringComparison.Ordinal);
        Assert.Empty(windows.Traces());
        Assert.False(File.Exists(windows.Settings));
    }
}
