using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.Installer.Tests.Package;

/// <summary>What the MSI asks about folders before it installs anything, in a real PowerShell, and what it does to a chosen folder.</summary>
[Collection(PackageTests.Name)]
public sealed class FolderCheckTests(BuiltPackages packages)
{
    [Theory]
    [InlineData("O:SYG:SYD:PAI(A;OICI;FA;;;SY)", false)]
    [InlineData("O:BAG:SYD:(A;ID;FA;;;WD)", false)]
    [InlineData("O:S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464G:SYD:", false)]
    [InlineData("O:S-1-5-21-1-2-3-1001G:SYD:(A;;FA;;;BA)", true)]
    [InlineData("O:BUG:SYD:", true)]
    [InlineData("", true)]
    public async Task A_folder_that_belongs_to_somebody_else_stops_the_installation_with_a_sentence_in_the_event_log(string sddl, bool stops)
    {
        using var folder = new ScratchFolder();
        var found = Directory.CreateDirectory(Path.Combine(folder.Path, "IpBlock")).FullName;
        var (code, output) = await AskAsync(folder, found, sddl);
        Assert.Equal(stops ? 1 : 0, code);
        if (stops)
            Assert.StartsWith($"IpBlock was not installed: {found} exists, and is a link to another location, or is owned by", output, StringComparison.Ordinal);
        else
            Assert.Equal("", output);
    }

    [Fact]
    public async Task A_link_stops_it_and_a_folder_that_is_not_there_does_not()
    {
        using var folder = new ScratchFolder();
        Assert.Equal((0, ""), await AskAsync(folder, Path.Combine(folder.Path, "nothing"), "O:BU"));
        var link = Directory.CreateSymbolicLink(Path.Combine(folder.Path, "link"), folder.Path);
        Assert.Equal(1, (await AskAsync(folder, link.FullName, "O:BA")).ExitCode);
    }

    [Fact]
    public async Task A_chosen_folder_is_closed_before_there_is_a_file_in_it()
    {
        var actions = await MsiTable.ReadAsync(packages.First, "CustomAction");
        const string Closing = "\"[INSTALLDIR].\" /inheritance:r /grant:r *S-1-5-18:(OI)(CI)F *S-1-5-32-544:(OI)(CI)F ";
        Assert.StartsWith(Closing, actions.Row("CloseInstallFolder")["Target"], StringComparison.Ordinal);
        Assert.Equal("3122", actions.Row("CloseInstallFolder")["Type"]); // deferred, as Local System, and its failure is one
        var order = (await MsiTable.ReadAsync(packages.First, "InstallExecuteSequence")).Rows
            .ToDictionary(static row => row["Action"], static row => int.Parse(row["Sequence"], CultureInfo.InvariantCulture), StringComparer.Ordinal);
        Assert.InRange(order["CloseInstallFolder"], order["CreateFolders"], order["InstallFiles"]);
        Assert.True(order["CheckInstallFolder"] < order["CreateFolders"] && order["CheckSettingsFolder"] < order["CreateFolders"]);
        Assert.Contains((await MsiTable.ReadAsync(packages.First, "CreateFolder")).Rows, static row => row["Directory_"] == "INSTALLDIR");
    }

    private async Task<(int ExitCode, string Output)> AskAsync(ScratchFolder folder, string path, string sddl)
    {
        var target = (await MsiTable.ReadAsync(packages.First, "CustomAction")).Row("CheckSettingsFolder")["Target"];
        var check = (await MsiTable.ReadAsync(packages.First, "Property")).Row("CheckFolder")["Value"];
        Assert.DoesNotContain(check, static character => "[]{}$\"".Contains(character, StringComparison.Ordinal));
        var command = target[(target.IndexOf('"', StringComparison.Ordinal) + 1)..^1]
            .Replace("[CheckFolder]", check, StringComparison.Ordinal).Replace("[SettingsFolder]", path, StringComparison.Ordinal);
        var file = folder.Write("ask.ps1", $$"""
            function Get-Acl { [CmdletBinding()] param([string] $LiteralPath) [pscustomobject]@{ Sddl = '{{sddl}}' } }
            function Write-EventLog { [CmdletBinding()] param($LogName, $Source, $EventId, $EntryType, $Message) Write-Host $Message }
            {{command}}
            """);
        var (code, output) = await PowerShellProgram.RunAsync(file, TimeSpan.FromMinutes(3), new Dictionary<string, string>(StringComparer.Ordinal));
        return (code, output.TrimEnd());
    }
}
