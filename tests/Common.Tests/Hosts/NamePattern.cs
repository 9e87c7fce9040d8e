using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using IpBlock.Addresses;
using IpBlock.Hosts;

namespace IpBlock.Tests.Hosts;

/// <summary>A line of the lists of reverse names: a name with places for the address of the client that has it.</summary>
internal sealed partial class NamePattern(string text)
{
    // Of documentation and of benchmarks (RFC 5737, RFC 2544, RFC 3849): nobody's, and of every length in digits.
    private static readonly Address[] IPv4 = [Parse("192.0.2.41"), Parse("198.51.100.7"), Parse("203.0.113.205"), Parse("198.18.84.9"), Parse("198.19.233.160")];
    private static readonly Address[] IPv6 = [Parse("2001:db8:4c1f:7700:9d3e:12:af00:8b1"), Parse("2001:db8:a:b0::c1")];

    public static IReadOnlyList<NamePattern> Read(string list) =>
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Hosts", "ReverseNames", list + ".txt")).Where(static line => line.Length > 0 && line[0] != '#').Select(static line => new NamePattern(line))];

    /// <summary>How many of these names are taken for an end user's: all of those that one pattern gives, for all addresses.</summary>
    public bool IsAlwaysTaken => Signs().All(static signs => signs.IsEndUser);

    public bool IsEverTaken => Signs().Any(static signs => signs.IsEndUser);

    public override string ToString() => text;

    public IEnumerable<(string Name, Address Client)> Names() =>
        (text.Contains("{v6", StringComparison.Ordinal) ? IPv6 : IPv4).Select(client => (Place().Replace(text, place => Fill(place.Groups["place"].Value, client)), client));

    private IEnumerable<ReverseNameSigns> Signs() => Names().Select(static name => ReverseNameSigns.Of(name.Name, name.Client));

    private static string Fill(string place, Address client)
    {
        var bytes = client.ToIPAddress().GetAddressBytes();
        var digits = Convert.ToHexStringLower(bytes);
        var groups = Enumerable.Range(0, digits.Length / 4).Select(i => digits.Substring(4 * i, 4)).ToArray();
        var shortGroups = groups.Select(static group => group.TrimStart('0') is { Length: > 0 } shorter ? shorter : "0").ToArray();
        return place switch
        {
            "hex" => digits,
            "HEX" => digits.ToUpperInvariant(),
            "n" => client.IPv4.ToString(CultureInfo.InvariantCulture),
            "v6-" => string.Join('-', shortGroups),
            "v6z" => string.Join('-', groups),
            "v6x" => digits,
            "v6r" => string.Join('.', digits.Reverse()),
            "v6p" => string.Join('-', shortGroups[..4]),
            "v6i" => digits[16..],
            "v6s" => string.Join('-', shortGroups[6..]),
            ['0', var octet] => bytes[octet - '1'].ToString("000", CultureInfo.InvariantCulture),
            ['x', var octet] => bytes[octet - '1'].ToString("x2", CultureInfo.InvariantCulture),
            [var octet] => bytes[octet - '1'].ToString(CultureInfo.InvariantCulture),
            _ => throw new FormatException($"{{{place}}} stands for nothing"),
        };
    }

    private static Address Parse(string text) => Address.TryParse(text, out var address) ? address : throw new FormatException(text);

    [GeneratedRegex(@"\{(?<place>[^}]+)\}", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Place();
}
