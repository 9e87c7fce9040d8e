using System;
using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Help;
using System.IO;
using System.Linq;
using IpBlock.Service.Commands;
using IpBlock.Service.Terminal;

namespace IpBlock.Service.Tests.Manual;

/// <summary>The commands as the code has them, in the lines that the manual must have for them.</summary>
internal static class CommandManual
{
    public static RootCommand Root { get; } = IpBlockCommand.Make(new Shell(new Surroundings { Out = TextWriter.Null, Error = TextWriter.Null }));

    /// <summary>Every command that does something, with its words: <c>ipblock provider add</c>.</summary>
    public static IReadOnlyList<(string Words, Command Command)> Commands { get; } = [.. Leaves(Root, "ipblock")];

    public static string Heading(string words, Command command) =>
        "## " + words + string.Concat(command.Arguments.Select(argument => argument.Arity.MinimumNumberOfValues == 0 ? $" [{argument.Name}]" : " " + argument.Name));

    public static IEnumerable<string> Rows(Command command) => command.Arguments.Select(argument => Row(argument.Name, argument.Description))
        .Concat(command.Options.Where(option => option is not HelpOption and not VersionOption).Select(Row));

    private static string Row(Option option)
    {
        var names = string.Join("`, `", option.Aliases.Prepend(option.Name));
        return Row(names + (option.ValueType == typeof(bool) && option.HelpName is null ? "" : " " + option.HelpName), option.Description);
    }

    private static string Row(string name, string? description) => $"| `{name.Replace("|", "\\|", StringComparison.Ordinal)}` | {description} |";

    private static IEnumerable<(string Words, Command Command)> Leaves(Command command, string words)
    {
        IEnumerable<(string Words, Command Command)> itself = command is LeafCommand ? [(words, command)] : [];
        return itself.Concat(command.Subcommands.SelectMany(inner => Leaves(inner, words + " " + inner.Name)));
    }
}
