using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using IpBlock.Testing.Manual;
using Xunit;

namespace IpBlock.Service.Tests.Manual;

/// <summary>The manual and the commands in the code say the same, in both directions.</summary>
public sealed class CommandManualTests
{
    private const string Page = "docs/command-line.md";

    private static readonly string[] Lines = WrittenFile.Read(Page).Split('\n');

    public static TheoryData<string> Headings => [.. CommandManual.Commands.Select(item => CommandManual.Heading(item.Words, item.Command))];

    [Fact]
    public void The_manual_has_the_commands_of_the_program_in_their_order_and_no_others() =>
        Assert.Equal(CommandManual.Commands.Select(item => CommandManual.Heading(item.Words, item.Command)), Lines.Where(line => line.StartsWith("## ipblock", StringComparison.Ordinal)));

    [Fact]
    public void The_tables_are_written_from_the_commands()
    {
        var page = ManualTables.WithRows(WrittenFile.Read(Page), "## Options of every command", CommandManual.Rows(CommandManual.Root));
        foreach (var (words, command) in CommandManual.Commands)
            page = ManualTables.WithRows(page, CommandManual.Heading(words, command), CommandManual.Rows(command));
        WrittenFile.Keep(Page, page);
    }

    [Theory]
    [MemberData(nameof(Headings))]
    public void A_command_is_described_with_its_arguments_and_options(string heading)
    {
        var (_, command) = CommandManual.Commands.Single(item => CommandManual.Heading(item.Words, item.Command) == heading);
        Assert.Equal(CommandManual.Rows(command), Rows(heading));
        Assert.Contains(command.Description!, Section(heading));
    }

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
}
