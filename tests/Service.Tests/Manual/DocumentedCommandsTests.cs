using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using IpBlock.Testing.Manual;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.Service.Tests.Manual;

/// <summary>
/// Every command of README.md and docs is run, or it stands in a list with the reason why not. The cmdlets are looked at by the tests of the PowerShell
/// module, and the installations of the README are walked through by the tests of the packages.
/// </summary>
public sealed partial class DocumentedCommandsTests
{
    private static readonly string[] Languages = ["sh", "console", "powershell", "text", "json", "ini", "m4", "nginx", "yaml", "python"];

    public static TheoryData<string> Blocks => [.. Documents.Blocks.Where(static block => Commands(block).Any()).Select(static block => block.Place)];

    [Fact]
    public void Every_block_says_what_it_holds() => Assert.All(Documents.Blocks, static block => Assert.True(Languages.Contains(block.Language), $"{block.Place}: '{block.Language}'"));

    [Fact]
    public void No_command_hides_in_a_block_of_another_kind_or_in_an_indented_one()
    {
        var hidden = Documents.Blocks.Where(static block => block.Language is "text" or "json" or "ini").SelectMany(static block => block.Lines.Where(static line => Command().IsMatch(line)).Select(line => $"{block.Place}: {line}"));
        None(hidden);
        var fenced = Documents.Blocks.SelectMany(static block => Enumerable.Range(block.Line, block.Lines.Count).Select(line => (block.File, line))).ToHashSet();
        var indented = Documents.Files.SelectMany(file => WrittenFile.Read(file).Split('\n').Select((line, at) => (Line: line, At: at))
            .Where(item => item.Line.StartsWith("    ", StringComparison.Ordinal) && Command().IsMatch(item.Line) && !fenced.Contains((file, item.At))).Select(item => $"{file}:{item.At + 1}: {item.Line}"));
        None(indented);
    }

    [Fact]
    public async Task A_shell_can_read_every_line()
    {
        using var folder = new ScratchFolder();
        var lines = Documents.Blocks.SelectMany(static block => block.ShellLines.SelectMany(line => new[] { "# " + block.Place, line }));
        var (code, output) = await RealProcess.RunAsync("sh", ["-n", folder.Write("all.sh", string.Join('\n', lines) + "\n")], TimeSpan.FromMinutes(1));
        Assert.True(code == 0, output);
    }

    [Fact]
    public void Every_program_is_known_and_the_list_names_no_other()
    {
        var lines = Documents.Blocks.SelectMany(static block => block.ShellLines.SelectMany(ShellLine.Programs).Where(static words => words[0] != "ipblock")
            .Select(words => (Line: string.Join(' ', words), block.Place))).ToList();
        var unknown = lines.Where(static item => !OtherPrograms.All.Any(other => Begins(item.Line, other.Begins))).Select(static item => $"{item.Place}: {item.Line}");
        None(unknown);
        None(OtherPrograms.All.Where(other => !lines.Exists(item => Begins(item.Line, other.Begins))).Select(static other => other.Begins));
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public async Task The_commands_of_a_block_do_on_a_sample_site_what_they_are_there_for(string place)
    {
        var block = Documents.Blocks.Single(block => block.Place == place);
        await using var site = new SampleSite(block.Lines);
        if (block.ShellLines.Any(static line => line.Contains("config undo", StringComparison.Ordinal) || line.Contains("config diff", StringComparison.Ordinal)))
            await site.ChangeAsync();
        foreach (var words in Commands(block))
        {
            var line = string.Join(' ', words);
            None(CommandManual.Root.Parse([.. words]).Errors.Select(error => $"{line}: {error.Message}"));
            if (OnlyRead.All.Any(other => Begins(line, other.Begins)))
                continue;
            var result = await site.RunAsync(words);
            Assert.True(result.Code != 2 || OnlyRead.ThatFail.Any(other => Begins(line, other.Begins)), $"{place}: {line}\n{result}");
        }
    }

    [Fact]
    public void The_list_of_commands_that_are_only_read_names_no_other()
    {
        var lines = Documents.Blocks.SelectMany(Commands).Select(static words => string.Join(' ', words)).ToList();
        None(OnlyRead.All.Concat(OnlyRead.ThatFail).Where(other => !lines.Exists(line => Begins(line, other.Begins))).Select(static other => other.Begins));
    }

    private static IEnumerable<IReadOnlyList<string>> Commands(DocumentBlock block) =>
        block.ShellLines.SelectMany(ShellLine.Programs).Concat(block.Language == "powershell" ? block.Lines.SelectMany(ShellLine.Programs) : [])
            .Where(static words => words[0] == "ipblock").Select(static words => words.Skip(1).ToList());

    private static bool Begins(string line, string words) => (line + " ").StartsWith(words.EndsWith('/') ? words : words + " ", StringComparison.Ordinal);

    private static void None(IEnumerable<string> found)
    {
        var all = string.Join('\n', found);
        Assert.True(all.Length == 0, all);
    }

    [GeneratedRegex(@"^\s*(\$ |(sudo )?(ipblock|ipblock-manager|apt|apt-get|systemctl|postconf|postfix|make|msiexec|dotnet|curl|openssl|chmod|[A-Z_]+=\S+ dotnet|nice) |(Get|Set|Add|Remove|Test|Import)-[A-Z]\w+)", RegexOptions.ExplicitCapture, 60_000)]
    private static partial Regex Command();
}
