using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using IpBlock.PowerShell.Tests.Live;
using IpBlock.Testing.Manual;
using Xunit;

namespace IpBlock.PowerShell.Tests.Manual;

/// <summary>The PowerShell blocks of README.md and docs, read by a real PowerShell: what is ours has the parameters that the documents give it, and the rest stands in a list.</summary>
public sealed partial class DocumentedCmdletsTests
{
    // Each command of each block: "no" with what is wrong with its parameters, or "unknown" with its name.
    private const string Script = """
        $blocks = Get-Content -Raw '{file}' | ConvertFrom-Json
        foreach ($block in $blocks) {
            $errors = $null
            $ast = [System.Management.Automation.Language.Parser]::ParseInput($block.Text, [ref]$null, [ref]$errors)
            foreach ($one in $errors) { 'no {0}: {1}' -f $block.Place, $one.Message }
            foreach ($command in $ast.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true)) {
                $name = $command.GetCommandName()
                if (-not (Get-Command $name -CommandType Cmdlet, Function, Alias, ExternalScript -ErrorAction SilentlyContinue)) { 'unknown {0}: {1}' -f $block.Place, $name; continue }
                foreach ($bad in [System.Management.Automation.Language.StaticParameterBinder]::BindCommand($command).BindingExceptions.Values) {
                    'no {0}: {1}: {2}' -f $block.Place, $command.Extent.Text, $bad.BindingException.Message
                }
            }
        }
        'read {0} blocks' -f $blocks.Count
        """;

    private const string Exchange = "a cmdlet of Exchange";
    private const string Windows = "only in Windows PowerShell";

    private static readonly (string Name, string Reason)[] Elsewhere =
    [
        ("Get-IPBlockListProvider", Exchange), ("Get-IPAllowListProvider", Exchange), ("Get-IPBlockListEntry", Exchange), ("Get-IPAllowListEntry", Exchange),
        ("Get-IPBlockListProvidersConfig", Exchange), ("Get-IPBlockListConfig", Exchange), ("Get-TransportAgent", Exchange), ("Disable-TransportAgent", Exchange),
        ("Set-TransportConfig", Exchange), ("Set-ServerComponentState", Exchange), ("Get-ServerComponentState", Exchange), ("Redirect-Message", Exchange),
        ("Add-PSSnapin", Windows), ("Get-Service", Windows), ("Restart-Service", Windows), ("Set-Service", Windows), ("Get-EventLog", Windows),
        ("msiexec", "the tests of the MSI run it under wine"), ("icacls", "a program of Windows; the tests of the scripts look at the rights they give"),
        ("ipblock", "the tests of the command line run it"), (@".\Tools\ipblock-manager.exe", "the tests of the page start it"),
    ];

    [Fact]
    public async Task Every_cmdlet_is_ours_with_these_parameters_or_stands_in_the_list()
    {
        await using var pwsh = new Pwsh();
        var blocks = Documents.Blocks.Where(static block => block.Language == "powershell").ToList();
        var file = Path.Combine(pwsh.Folder, "blocks.json");
        await File.WriteAllTextAsync(file, Newtonsoft.Json.JsonConvert.SerializeObject(blocks.Select(static block => new { block.Place, Text = Here(string.Join('\n', block.Lines)) })));
        var said = await pwsh.RunAsync(Script.Replace("{file}", file, StringComparison.Ordinal));

        Assert.Equal($"read {blocks.Count} blocks", said[^1]);
        None(said.Where(static line => line.StartsWith("no ", StringComparison.Ordinal)));
        var unknown = said.Where(static line => line.StartsWith("unknown ", StringComparison.Ordinal)).ToList();
        None(unknown.Where(static line => !Elsewhere.Any(other => line.EndsWith(": " + other.Name, StringComparison.Ordinal))));
        None(Elsewhere.Select(static other => other.Name).Where(name => !unknown.Exists(line => line.EndsWith(": " + name, StringComparison.Ordinal))));
    }

    // The scripts where they are in the sources.
    private static string Here(string text) => SetupScript().Replace(text, match => Path.Combine(WrittenFile.Repository, "scripts", match.Groups["name"].Value));

    private static void None(IEnumerable<string> found)
    {
        var all = string.Join('\n', found);
        Assert.True(all.Length == 0, all);
    }

    [GeneratedRegex(@"(?:\.\\(?:Setup\\)?|& 'C:\\Program Files\\IpBlock\\Setup\\)(?<name>\w+-\w+\.ps1)'?", RegexOptions.None, 60_000)]
    private static partial Regex SetupScript();
}
