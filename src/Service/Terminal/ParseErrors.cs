using System;
using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.IO;
using System.Linq;
using IpBlock.Administration.Editing;
using IpBlock.Settings;

namespace IpBlock.Service.Terminal;

/// <summary>Says what is wrong with a command line, without repeating a key that stood in it.</summary>
internal static class ParseErrors
{
    public static int Print(ParseResult parse, string[] args, TextWriter error)
    {
        foreach (var message in Messages(parse, args))
            error.WriteLine("ipblock: " + LookupDomain.HideKeys(message));
        error.WriteLine($"Help: {CommandLineOf(parse)} --help");
        return ExitCode.Wrong;
    }

    /// <summary>What to say of an option that a command does not have.</summary>
    public static string UnknownOption(ParseResult parse, string word)
    {
        var name = word.Split('=', ':')[0];
        var names = new List<string>();
        for (SymbolResult? result = parse.CommandResult; result is not null; result = result.Parent)
        {
            if (result is CommandResult owner)
                names.AddRange(owner.Command.Options.Where(option => owner == parse.CommandResult || option.Recursive).Select(static option => option.Name));
        }

        return $"{CommandLineOf(parse)} has no option '{name}'; " + (DidYouMean.Of(name, names) is { } near ? $"did you mean '{near}'?" : "see the help for its options");
    }

    // What is said in general of a command with others below it, or of an option that is only misspelt, does not help.
    private static IEnumerable<string> Messages(ParseResult parse, string[] args)
    {
        var command = parse.CommandResult.Command;

        // A command that does something itself may have others below it too.
        if (command.Subcommands.Count > 0 && (command is not LeafCommand || parse.UnmatchedTokens.Count > 0))
            return [AboutCommand(parse, command)];
        var options = parse.UnmatchedTokens.Where(IsOption).Select(word => UnknownOption(parse, word)).ToList();
        return options.Count > 0 ? options : parse.Errors.Select(flaw => WithoutKeys(flaw.Message, parse, args));
    }

    private static string WithoutKeys(string message, ParseResult parse, string[] args)
    {
        foreach (var secret in args.Where((word, i) => i > 0 && !IsOption(word) && MayHoldKey(parse, args[i - 1])).OrderByDescending(static word => word.Length))
            message = message.Replace(secret, "(not shown)", StringComparison.OrdinalIgnoreCase);
        return message;
    }

    private static string AboutCommand(ParseResult parse, Command command)
    {
        var names = command.Subcommands.Where(static inner => !inner.Hidden).Select(static inner => inner.Name).ToList();
        var possible = "possible: " + string.Join(", ", names);
        if (parse.UnmatchedTokens.FirstOrDefault() is not { } word)
            return $"{CommandLineOf(parse)} needs a command; {possible}";
        return IsOption(word) ? UnknownOption(parse, word)
            : $"there is no command '{word}' in {CommandLineOf(parse)}; " + (DidYouMean.Of(word, names) is { } near ? $"did you mean '{near}'?" : possible);
    }

    private static bool IsOption(string word) => word.StartsWith("--", StringComparison.Ordinal);

    // The value of an option that does not exist may be the key whose option was misspelt.
    private static bool MayHoldKey(ParseResult parse, string option) =>
        IsOption(option) && (option is "--key" or "--lookup-domain" || parse.UnmatchedTokens.Contains(option, StringComparer.Ordinal));

    private static string CommandLineOf(ParseResult parse)
    {
        // The root bears the name of whatever process this is.
        var names = "";
        for (var result = parse.CommandResult; result.Parent is CommandResult parent; result = parent)
            names = " " + result.Command.Name + names;
        return "ipblock" + names;
    }
}
