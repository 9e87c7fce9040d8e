using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Xunit;

namespace IpBlock.Service.Tests.Manual;

/// <summary>The manual and the commands in the code say the same, in both directions.</summary>
public sealed class CommandManualTests
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(Repository(), "docs", "command-line.md"));

    public static TheoryData<string> Headings => [.. CommandManual.Commands.Select(item => CommandManual.Heading(item.Words, item.Command))];

    [Fact]
    public void The_manual_has_the_commands_of_the_program_in_their_order_and_no_others() =>
        Assert.Equal(CommandManual.Commands.Select(item => CommandManual.Heading(item.Words, item.Command)), Lines.Where(line => line.StartsWith("## ipblock", StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(Headings))]
    public void A_command_is_described_with_its_arguments_and_options(string heading)
    {
        var (_, command) = CommandManual.Commands.Single(item => CommandManual.Heading(item.Words, item.Command) == heading);
        Assert.Equal(CommandManual.Rows(command), Rows(heading));
        Assert.Contains(command.Description!, Section(heading));
    }

    [Fact]
    public void The_options_of_every_command_are_described() => Assert.Equal(CommandManual.Rows(CommandManual.Root), Rows("## Options of every command"));

    [Fact]
    public void Every_command_and_option_has_help() => Assert.All(CommandManual.Commands, item =>
    {
        Assert.False(string.IsNullOrEmpty(item.Command.Description), item.Words);
        Assert.All(item.Command.Options, option => Assert.False(string.IsNullOrEmpty(option.Description), item.Words + option.Name));
        Assert.All(item.Command.Arguments, argument => Assert.False(string.IsNullOrEmpty(argument.Description), item.Words + argument.Name));
    });

    [Fact]
    public void The_examples_are_command_lines_that_can_be_read()
    {
        var examples = Lines.Select(line => Regex.Replace(line, @"^\$ |  +#.*$| > .*$|^.*\| (?=ipblock)", "", RegexOptions.None, TimeSpan.FromSeconds(1)))
            .Where(line => line.StartsWith("ipblock ", StringComparison.Ordinal)).ToList();
        Assert.True(examples.Count > 25, string.Join('\n', examples));
        Assert.All(examples, example =>
        {
            var words = Regex.Matches(example, "'[^']*'|\\S+", RegexOptions.None, TimeSpan.FromSeconds(1)).Select(word => word.Value.Trim('\'')).Skip(1).ToArray();
            Assert.Empty(CommandManual.Root.Parse(words).Errors);
        });
    }

    private static IEnumerable<string> Section(string heading) =>
        Lines.SkipWhile(line => line != heading).Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal));

    private static IEnumerable<string> Rows(string heading) => Section(heading).Where(line => line.StartsWith("| `", StringComparison.Ordinal));

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "IpBlock.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
