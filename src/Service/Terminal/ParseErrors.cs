using System;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.IO;
using System.Linq;
using IpBlock.Settings;

namespace IpBlock.Service.Terminal;

/// <summary>Says what is wrong with a command line, without repeating a key that stood in it.</summary>
internal static class ParseErrors
{
    public static int Print(ParseResult parse, string[] args, TextWriter error)
    {
        var secrets = args.Where((word, i) => i > 0 && !IsOption(word) && MayHoldKey(parse, args[i - 1])).OrderByDescending(word => word.Length).ToList();
        foreach (var flaw in parse.Errors)
        {
            var message = flaw.Message;
            foreach (var secret in secrets)
                message = message.Replace(secret, "(not shown)", StringComparison.OrdinalIgnoreCase);
            error.WriteLine("ipblock: " + LookupDomain.HideKeys(message));
        }

        error.WriteLine($"Help: {CommandLineOf(parse)} --help");
        return ExitCode.Wrong;
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
