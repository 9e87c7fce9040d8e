using System.CommandLine;
using System.IO;
using System.Linq;
using IpBlock.Service.Commands;
using IpBlock.Service.Terminal;
using IpBlock.Service.Tests.Manual;
using Xunit;

namespace IpBlock.Service.Tests.Commands;

public sealed class CommandTreeTests
{
    private static readonly Surroundings Nowhere = new() { Out = TextWriter.Null, Error = TextWriter.Null };

    [Fact]
    public void Only_the_command_is_made_that_is_asked_for()
    {
        foreach (var (words, leaf) in CommandManual.Commands)
        {
            var path = words.Split(' ')[1..];
            var command = IpBlockCommand.Parse([.. path, "--help"], Nowhere).CommandResult.Command;
            Assert.Equal(leaf.GetType(), command.GetType());
            Assert.Equal(leaf.Options.Select(static option => option.Name), command.Options.Select(static option => option.Name));
            Assert.Subset(path.ToHashSet(), RootOf(command).Subcommands.Select(static made => made.Name).ToHashSet());
        }
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("provider", "--help")]
    [InlineData("provider", "lst")]
    [InlineData("[suggest]", "ipblock ")]
    public void All_are_made_for_who_may_want_any(params string[] words)
    {
        var root = RootOf(IpBlockCommand.Parse(words, Nowhere).CommandResult.Command);
        Assert.Equal(CommandManual.Root.Subcommands.Select(static made => made.Name), root.Subcommands.Select(static made => made.Name));
        Assert.Equal(Leaves(CommandManual.Root), Leaves(root));
    }

    [Fact]
    public void A_value_that_is_called_like_a_command_is_a_value() =>
        Assert.Equal("show", IpBlockCommand.Parse(["--settings", "check", "provider", "show", "list"], Nowhere).CommandResult.Command.Name);

    private static int Leaves(Command command) => command.Subcommands.Count == 0 ? 1 : command.Subcommands.Sum(Leaves);

    private static Command RootOf(Command command) => command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? RootOf(parent) : command;
}
