using System;
using System.Collections.Generic;
using System.Text;

namespace IpBlock.Lists.Formats;

/// <summary>
/// What <c>ipset save</c> prints and <c>ipset restore</c> reads (ipset(8)): <c>add name 192.0.2.0/24 timeout 300</c>; <c>nomatch</c> takes out.
/// </summary>
internal sealed class IpsetSyntax : LineSyntax
{
    private static readonly char[] Blanks = [' ', '\t'];
    private static readonly HashSet<string> OtherCommands = new(StringComparer.Ordinal) { "flush", "destroy", "swap", "rename", "COMMIT", "-F", "-X", "-W" };
    private readonly NamedSets _sets = new("save one: ipset save NAME");
    private readonly Dictionary<string, string> _unfit = new(StringComparer.Ordinal);
    private byte[] _lastName = [];

    public static bool LooksLikeOne(string line)
    {
        var words = Words(line);
        return words.Length >= 3
            && (IsCreate(words[0]) ? words[2].IndexOf(':') > 0 : IsAdd(words[0]) && words[2].IndexOfAny(['.', ':']) > 0 && words[2].IndexOf('=') < 0);
    }

    public override string? Read(string line, ListEntries entries)
    {
        var words = Words(line);
        if (words.Length == 0 || words[0][0] == '#' || OtherCommands.Contains(words[0]))
            return null;
        if (IsCreate(words[0]) && words.Length >= 3)
            return Create(words[1], words[2]);
        if (!IsAdd(words[0]) || words.Length < 3)
            return "the line is not output of ipset save; write add NAME 192.0.2.0/24";
        if (_unfit.TryGetValue(words[1], out var type))
            return $"the set {words[1]} has the type {type}; a list needs hash:ip, hash:net or bitmap:ip";
        var excludes = Array.IndexOf(words, "nomatch", 3) > 0;
        _sets.Use(words[1], words[2].IndexOf(':') < 0, entries);
        if (words[2].IndexOf(':') < 0)
            _lastName = Encoding.UTF8.GetBytes(words[1]);
        return AddressEntry.Add(words[2], entries, excludes) is { } reason ? reason + "; write add NAME 192.0.2.0/24" : null;
    }

    // "add NAME 192.0.2.0/24" and no more, of the set of which the last address was.
    public override bool TryFindAddress(byte[] bytes, ref int start, ref int end)
    {
        const int Add = 4;
        var address = start + Add + _lastName.Length + 1;
        if (_lastName.Length == 0 || address >= end || bytes[start] != 'a' || bytes[start + 1] != 'd' || bytes[start + 2] != 'd' || bytes[start + 3] != ' '
            || bytes[address - 1] != ' ')
            return false;
        for (var i = 0; i < _lastName.Length; i++)
        {
            if (bytes[start + Add + i] != _lastName[i])
                return false;
        }

        start = address;
        return true;
    }

    public override bool List(uint first, uint last, ListEntries entries)
    {
        entries.List(first, last);
        return true;
    }

    // A set that was created with another type is remembered, and its entries are not addresses alone.
    private string? Create(string name, string type)
    {
        if (type is not ("hash:ip" or "hash:net" or "bitmap:ip" or "iphash" or "nethash" or "ipmap"))
            _unfit[name] = type;
        return null;
    }

    // Scripts write the program's name in front, and options in between.
    private static string[] Words(string line)
    {
        var words = line.Split(Blanks, StringSplitOptions.RemoveEmptyEntries);
        return Array.FindAll(words, static word => word is not ("ipset" or "-exist" or "-!" or "-q"));
    }

    private static bool IsCreate(string word) => word is "create" or "-N" or "-n";

    private static bool IsAdd(string word) => word is "add" or "-A" or "-a";
}
