using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using IpBlock.Administration.Import;

namespace IpBlock.EndToEnd.Import;

/// <summary>
/// Configurations of postscreen in which weights have to be added up, as a seed chooses them: filters, the same zone several times, negative weights.
/// </summary>
internal sealed class PostscreenScores(int seed)
{
    private const int MostListings = 5;

    // Codes that a list answers, and filters that take one, some or all of them.
    private static readonly Dictionary<string, string[]> Codes = new(StringComparer.Ordinal)
    {
        ["a"] = ["127.0.0.2", "127.0.0.4", "127.0.0.10"],
        ["b"] = ["127.0.0.2", "127.0.0.3"],
        ["c"] = ["127.0.0.2"],
        ["v"] = ["127.0.1.2", "127.0.2.3"],
        ["w"] = ["127.0.0.2"],
    };

    private static readonly Dictionary<string, string[]> Filters = new(StringComparer.Ordinal)
    {
        ["a"] = ["", "=127.0.0.2", "=127.0.0.[2..4]", "=127.0.0.[4;10]", "=127.0.0.10", "=127.0.0.[5..8]"],
        ["b"] = ["", "=127.0.0.3", "=127.0.0.[2..3]"],
        ["c"] = [""],
        ["v"] = ["=127.0.[0..255].[2..3]", "=127.0.1.2", "=127.0.[1;2].[0..255]"],
        ["w"] = ["", "=127.0.0.2"],
    };

    private readonly Random _random = new(seed);

    public PostfixCase Case()
    {
        var threshold = _random.Next(2, 9);
        var sites = Enumerable.Range(0, _random.Next(2, 7)).Select(_ => Site(threshold)).ToList();
        var main = new StringBuilder("postscreen_dnsbl_action = ").Append(_random.Next(2) == 0 ? "enforce" : "drop").Append('\n')
            .Append(CultureInfo.InvariantCulture, $"postscreen_dnsbl_threshold = {threshold}\n")
            .Append("postscreen_dnsbl_sites = ").AppendJoin(_random.Next(2) == 0 ? ", " : "\n  ", sites).Append('\n');
        if (_random.Next(3) == 0)
            main.Append(CultureInfo.InvariantCulture,
                $"postscreen_dnsbl_{(_random.Next(2) == 0 ? "allowlist" : "whitelist")}_threshold = -{_random.Next(1, 4)}\n");
        var behind = _random.Next(4) == 0;
        if (behind)
            main.Append("smtpd_client_restrictions = reject_rbl_client d.example.org\n");
        var listings = Listings(sites, behind);
        return new PostfixCase(new DifferentialCase($"postscreen scores {seed}", ImportSource.PostfixMain, main.ToString(), listings))
        {
            WithPostscreen = true,
            AtOnce = 1 << MostListings,
            Awaited = [.. listings.Select(static listing => listing.Zone).Where(static zone => !zone.StartsWith('d'))],
        };
    }

    private string Site(int threshold)
    {
        var zone = Codes.Keys.ElementAt(_random.Next(Codes.Count));
        var weight = zone is "v" or "w" || _random.Next(8) == 0 ? -_random.Next(1, 5) : _random.Next(1, threshold + 1);
        var filter = Filters[zone][_random.Next(Filters[zone].Length)];
        return string.Create(CultureInfo.InvariantCulture, $"{zone}.example.org{filter}{(weight == 1 && _random.Next(2) == 0 ? "" : "*" + weight)}");
    }

    // One bit for each code, so that a client may have several codes of one list; of each list at least one.
    private Listing[] Listings(List<string> sites, bool behind)
    {
        var all = sites.Select(static site => site[..1]).Distinct(StringComparer.Ordinal)
            .SelectMany(static zone => Codes[zone].Select(code => new Listing(zone + ".example.org", code))).ToArray();
        _random.Shuffle(all);
        var most = behind ? MostListings - 1 : MostListings;
        return [.. all.DistinctBy(static listing => listing.Zone).Union(all)
            .Take(Math.Max(most, all.DistinctBy(static listing => listing.Zone).Count())), .. behind ? [Listing.On("d.example.org")] : Array.Empty<Listing>()];
    }
}
