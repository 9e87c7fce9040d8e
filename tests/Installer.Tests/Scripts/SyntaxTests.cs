using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Xunit;

namespace IpBlock.Installer.Tests.Scripts;

/// <summary>Windows PowerShell 5.1 reads a file without a mark as ANSI, and does not know what came with PowerShell 6 and 7.</summary>
public sealed partial class SyntaxTests
{
    public static TheoryData<string> Scripts => [.. Files().Select(static path => Path.GetRelativePath(Repository.File("scripts"), path))];

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task A_script_is_plain_text_that_5_1_understands(string script)
    {
        var lines = await File.ReadAllLinesAsync(Repository.File("scripts", script));
        Assert.All(lines, static line => Assert.DoesNotMatch("[^\t\x20-\x7e]", line));
        Assert.All(lines, static line => Assert.DoesNotMatch(NewerSyntax(), line));
    }

    [Fact]
    public async Task PowerShell_parses_every_script()
    {
        using var server = ExchangeServer.WithoutExchange();
        var names = string.Join(", ", Files().Select(static path => $"'{path}'"));
        var (succeeded, output) = await server.RunTextAsync($$"""
            foreach ($file in {{names}}) {
                $errors = $null
                [void][System.Management.Automation.Language.Parser]::ParseFile($file, [ref]$null, [ref]$errors)
                foreach ($one in $errors) { throw "${file}: $($one.Message)" }
            }
            """);
        Assert.True(succeeded, output);
    }

    [Theory]
    [InlineData("Install-Agent.ps1")]
    [InlineData("Repair-Agent.ps1")]
    [InlineData("Uninstall-Agent.ps1")]
    [InlineData("Restore-Agent.ps1")]
    [InlineData("Install-Service.ps1")]
    [InlineData("Uninstall-Service.ps1")]
    [InlineData("Set-UpdateTask.ps1")]
    public async Task Every_parameter_is_explained(string script)
    {
        var text = await File.ReadAllTextAsync(Repository.File("scripts", script));
        var declared = DeclaredParameter().Matches(text[text.IndexOf("\nparam(", System.StringComparison.Ordinal)..]).Select(static match => match.Groups["name"].Value);
        var explained = ExplainedParameter().Matches(text).Select(static match => match.Groups["name"].Value);
        Assert.Equal(declared, explained);
        Assert.Contains("#Requires -RunAsAdministrator", text);
    }

    private static IEnumerable<string> Files() =>
        Directory.EnumerateFiles(Repository.File("scripts"), "*.ps1", SearchOption.AllDirectories).Order(System.StringComparer.Ordinal);

    [GeneratedRegex(@"\?\?|\?\.|&&|\|\||-Parallel|-AsHashtable|\$IsWindows|\) \? ", RegexOptions.NonBacktracking)]
    private static partial Regex NewerSyntax();

    [GeneratedRegex(@"\[(?:string|int|switch)\] \$(?<name>\w+)", RegexOptions.NonBacktracking)]
    private static partial Regex DeclaredParameter();

    [GeneratedRegex(@"^\.PARAMETER (?<name>\w+)", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex ExplainedParameter();
}
