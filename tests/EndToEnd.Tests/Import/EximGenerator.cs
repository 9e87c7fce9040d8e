using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace IpBlock.EndToEnd.Import;

/// <summary>Makes configurations up. The same seed makes the same ones.</summary>
internal sealed class EximGenerator
{
    private static readonly string[] Stages = ["connect", "helo", "mail", "rcpt", "data"];
    private static readonly string[] Codes = ["127.0.0.2", "127.0.0.4", "127.0.0.11", "127.0.1.6"];
    private const string Good = "dnswl.example.org";
    private readonly Random _random;
    private readonly List<Listing> _listings = [];
    private readonly string[] _zones;
    private readonly bool _isPlain;
    private readonly Queue<string> _next = new();

    private EximGenerator(int seed, int zones)
    {
        _random = new Random(seed);

        // Most real configurations have a few lists behind the servers they trust, in one access control list. The others have everything at once, also what
        // IpBlock cannot say: its exceptions and allow lists spare from all lists, in Exim from those behind.
        _isPlain = _random.Next(5) > 0;
        _zones = [.. Enumerable.Range(0, zones).Select(i => (char)('a' + i) + ".example.org")];
        foreach (var zone in _zones)
            _listings.Add(new Listing(zone, Pick(Codes)));
        _listings.Add(Listing.On(Good));
    }

    /// <param name="seed">Which one.</param>
    /// <param name="zones">How many block lists it has; a list of good senders comes to them.</param>
    public static EximSample Make(int seed, int zones) =>
        new EximGenerator(seed, zones).Make(string.Create(CultureInfo.InvariantCulture, $"made up with seed {seed}"));

    private EximSample Make(string name)
    {
        if (_listings.Count < 5 && _random.Next(3) == 0)
            _listings.Add(new Listing(_zones[0], Pick(Codes)));
        string[] stages = [.. Stages.Where(stage => stage is "rcpt" || _random.Next(10) == 0)];
        var acl = new StringBuilder("# made up\n");
        if (_random.Next(4) == 0)
            acl.Append("acl_unused:\n").Append(Refusal("data")).Append("  accept\n");
        if (_random.Next(4) == 0)
            acl.Append("acl_helper:\n").Append(Refusal("data")).Append("  accept\n");
        var hasHelper = acl.ToString().Contains("acl_helper:", StringComparison.Ordinal);
        foreach (var stage in stages)
        {
            acl.Append(CultureInfo.InvariantCulture, $"acl_check_{stage}:\n");
            var spares = stage is "rcpt" && (!_isPlain || stages.Length == 1);
            if (spares && _random.Next(3) == 0)
                acl.Append("  accept hosts = +friends\n    log_message = friend\n");
            if (spares && _random.Next(4) == 0)
                acl.Append(CultureInfo.InvariantCulture, $"  accept dnslists = {Good}\n");
            for (var i = _random.Next(1, 4); i > 0; i--)
                acl.Append(Statement(stage, hasHelper));
            acl.Append("  accept\n");
        }

        acl.Append("acl_auth:\n  deny dnslists = a.example.org\n  accept\n");
        string[] main = ["hostlist friends = 11.2.0.0/16", "DEFINED = yes", "acl_smtp_auth = acl_auth"];
        return EximSample.Of(name, Carried.Part, main, acl.ToString()) with
        {
            Listings = _listings,
        };
    }

    private string Statement(string stage, bool hasHelper)
    {
        var statement = _random.Next(10) switch
        {
            0 => $"  warn dnslists = {Pick(_zones)} : list.dnswl.org\n    set acl_m0 = 1\n",
            1 when !_isPlain || stage is not "rcpt" => Pass(stage),
            2 when hasHelper && !_isPlain => Pick("  deny acl = acl_helper\n", "  accept acl = acl_helper\n"),
            3 when !_isPlain => "  accept hosts = +friends\n",
            _ => Refusal(stage),
        };
        return _random.Next(8) switch
        {
            0 => $".ifdef DEFINED\n{statement}.else\n{Refusal(stage)}.endif\n",
            1 => $".ifdef UNDEFINED\n{Refusal(stage)}  accept\n.else\n{statement}.endif\n",
            2 => $"# {statement.TrimStart().Split('\n')[0]}\n{statement}",
            _ => statement,
        };
    }

    // Statements that let somebody pass before what follows.
    private string Pass(string stage)
    {
        var knowsSender = stage is "mail" or "rcpt" or "data";
        return _random.Next(8) switch
        {
            0 when knowsSender => "  accept senders = *@friend.example\n",
            1 when stage is "rcpt" => "  accept local_parts = postmaster\n",
            2 when knowsSender => $"  discard dnslists = {Items()}\n",
            3 => "  accept condition = ${if eq{$sender_host_address}{11.1.0.1}}\n",
            4 => $"  accept !dnslists = {Pick(_zones)}\n",
            5 => "  accept hosts = !11.2.0.0/16 : *\n",
            6 => $"  accept endpass\n    !dnslists = {Items()}\n".Replace("accept endpass", "accept\n    endpass", StringComparison.Ordinal),
            _ => $"  accept dnslists = {Items()}\n",
        };
    }

    private string Refusal(string stage)
    {
        if (_random.Next(10) == 0)
            return $"  require message = listed\n    !dnslists = {Items()}\n";
        var lines = new List<string> { "dnslists = " + Items() };
        if (!_isPlain && _random.Next(2) == 0)
            lines.Insert(_random.Next(2), Condition(stage));
        else if (!_isPlain && _random.Next(4) == 0)
            lines.Insert(_random.Next(2), "!dnslists = " + Good);
        if (_random.Next(3) == 0)
            lines.Insert(
                _random.Next(lines.Count + 1),
                Pick("message = listed at $dnslist_domain", "log_message = listed", "set acl_m0 = $dnslist_value", "delay = 0s"));
        return $"  {Pick("deny", "deny", "deny", "drop", "defer")} {string.Join("\n    ", lines)}\n";
    }

    private string Condition(string stage)
    {
        var knowsSender = stage is "mail" or "rcpt";
        return _random.Next(9) switch
        {
            0 when knowsSender => "!senders = *@friend.example",
            1 when stage is "rcpt" => "!local_parts = postmaster",
            2 when stage is "rcpt" => "domains = +local_domains",
            3 => "!hosts = +friends",
            4 => "hosts = +friends",
            5 => "!authenticated = *",
            6 => "!dnslists = " + Pick(Good, Pick(_zones)),
            7 => "condition = ${if isip4{$sender_host_address}{yes}{no}}",
            _ => "dnslists = " + Items(),
        };
    }

    private string Items()
    {
        var items = Enumerable.Range(0, _random.Next(1, 3)).Select(_ => Item()).ToArray();
        return _random.Next(4) switch
        {
            0 => "<; " + string.Join(" ; ", items),
            1 => string.Join(" : \\\n      ", items),
            2 => "+defer_unknown : " + string.Join(" : ", items),
            _ => string.Join(" : ", items),
        };
    }

    private string Item()
    {
        var zone = NextZone();
        var code = Pick(Codes);
        if (_isPlain)
            return Pick(
                zone, zone, $"{zone}={string.Join(',', Codes)}", $"{zone}=127.0.0.2,127.0.0.11,127.0.1.6", zone + "&0.0.0.2", zone + "/$sender_host_address");
        return _random.Next(12) switch
        {
            0 => $"{zone}={code}",
            1 => $"{zone}!={code}",
            2 => $"{zone}=={code}",
            3 => zone + Pick("&0.0.0.2", "&0.0.0.3", "&0.0.1.2,0.0.0.4", "&127.0.0.2"),
            4 => zone + Pick("!&0.0.0.2", "=&0.0.0.2"),
            5 => $"{zone},{Pick(_zones)}",
            6 => $"{zone},{Pick(_zones)}={code}",
            7 => zone + Pick("/$sender_address_domain", "/$sender_host_address"),
            8 => Pick("UNDEFINED_LISTS", "$acl_m0.example.org"),
            _ => zone,
        };
    }

    // Real configurations ask a list once; here, too, as long as there are others.
    private string NextZone()
    {
        if (_next.Count == 0)
        {
            foreach (var zone in _zones.OrderBy(_ => _random.Next()))
                _next.Enqueue(zone);
        }

        return _next.Dequeue();
    }

    private T Pick<T>(params T[] choices) => choices[_random.Next(choices.Length)];
}
