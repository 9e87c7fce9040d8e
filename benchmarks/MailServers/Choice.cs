using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace IpBlock.Benchmarks.MailServers;

/// <summary>
/// What of the comparison is wanted: <c>[SESSIONS [TURNS]] [PART…] [all] [only=WORD] [service=FOLDER] [other=FOLDER]</c>. <c>only</c> leaves out the kinds without that word in their name,
/// but for their floors and no check at all; the folders are of a published service, and <c>other</c> is one to compare with.
/// </summary>
internal sealed class Choice
{
    private Choice()
    {
    }

    public int Sessions { get; private set; } = 2500;

    public int Turns { get; private set; } = 10;

    public IReadOnlyList<Part> Parts { get; private set; } = [];

    public IReadOnlyList<Kind> Kinds { get; private set; } = [];

    public string? Service { get; private set; }

    public string? OtherService { get; private set; }

    public static Choice Read(IReadOnlyList<string> words)
    {
        var numbers = words.Where(static word => char.IsAsciiDigit(word[0])).Select(static word => int.Parse(word, CultureInfo.InvariantCulture)).ToArray();
        var parts = words.Where(static word => !char.IsAsciiDigit(word[0]) && !word.Contains('=', StringComparison.Ordinal)).ToArray();
        var choice = new Choice { Service = Value(words, "service"), OtherService = Value(words, "other") };
        choice.Sessions = numbers.Length > 0 ? numbers[0] : choice.Sessions;
        choice.Turns = numbers.Length > 1 ? numbers[1] : choice.Turns;
        choice.Parts = parts is ["all"] ? Part.All : [.. (parts.Length > 0 ? parts : Part.Main).Select(Named)];
        var wanted = Kind.All.Where(kind => choice.Wants(kind, Value(words, "only"))).ToList();
        choice.Kinds = [.. Kind.All.Where(kind => wanted.Contains(kind) || (Value(words, "only") is not null && wanted.Exists(kind.IsFloorOf)))];
        return choice;
    }

    // A milter in C in a socket file is there when the milters are looked at alone, to keep the whole short.
    private bool Wants(Kind kind, string? only)
    {
        if (kind.Checker == Checker.OtherService && OtherService is null)
            return false;
        if (only is null)
            return kind is not { Door: Door.MilterInAFile, Checker: Checker.Floor };
        return kind.Checker == Checker.Nobody || kind.Name.Contains(only, StringComparison.Ordinal);
    }

    private static Part Named(string word) => Part.All.FirstOrDefault(part => string.Equals(part.Word, word, StringComparison.Ordinal))
        ?? throw new ArgumentException($"There is no part {word}, but {string.Join(", ", Part.All.Select(static part => part.Word))} and all.", nameof(word));

    private static string? Value(IReadOnlyList<string> words, string name) =>
        words.FirstOrDefault(word => word.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..];
}
