using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using IpBlock.Administration.Import;

namespace IpBlock.EndToEnd.Import;

/// <summary>Configurations of Postfix that a seed chooses.</summary>
internal sealed class PostfixGenerator
{
    private static readonly string[] Stages = ["smtpd_client_restrictions", "smtpd_helo_restrictions", "smtpd_sender_restrictions", "smtpd_recipient_restrictions"];
    private static readonly string[] Zones = ["a", "b", "c", "d", "e"];
    private static readonly string[] Actions = ["REJECT", "REJECT", "REJECT no", "554 no", "550", "450 later", "OK", "permit", "DUNNO", "WARN x", "HOLD", "INFO x", "PREPEND X: y", "FILTER smtp:x", "RELAY"];

    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["permit"] = "permit",
        ["permit_mynetworks"] = "permit_mynetworks",
        ["permit_auth_destination"] = "permit_auth_destination",
        ["permit_sasl_authenticated"] = "permit_sasl_authenticated",
        ["defer_if_reject"] = "defer_if_reject",
        ["defer_if_permit"] = "defer_if_permit warn_if_reject reject",
        ["unset $name"] = "$nothing",
        ["class"] = "strict",
        ["check_recipient_access"] = "check_recipient_access inline:{ {user@site.example = WARN x} }",
        ["DISCARD"] = "check_client_access cidr:{ {11.1.0.0/30 DISCARD} }",
        ["${stress?}"] = "${stress?reject_rbl_client c.example.org}",
        ["${name:}"] = "${nothing:reject_rbl_client d.example.org}",
    };

    private readonly Random _random;
    private readonly HashSet<string> _constructs = new(StringComparer.Ordinal);

    private PostfixGenerator(int seed) => _random = new Random(seed);

    public static PostfixCase Smtpd(int seed) => new PostfixGenerator(seed).Smtpd($"generated {seed}");

    public static PostfixCase Postscreen(int seed) => new PostfixGenerator(seed).Postscreen($"postscreen: generated {seed}");

    public static PostfixCase Table(int seed) => new PostfixGenerator(seed).Table($"table: generated {seed}");

    private PostfixCase Smtpd(string name)
    {
        var main = new StringBuilder("smtpd_restriction_classes = strict\nstrict = reject_rbl_client e.example.org\nzone = b.example.org\n");
        if (_random.Next(8) == 0)
            main.Append(Used("soft_bounce", "soft_bounce = yes\n"));
        if (_random.Next(6) == 0)
            main.Append(Used("smtpd_delay_reject", "smtpd_delay_reject = no\n"));
        foreach (var stage in Stages.OrderBy(_ => _random.Next()).Take(_random.Next(1, 4)))
            main.Append(stage).Append(" = ").AppendJoin(_random.Next(2) == 0 ? ", " : "\n  ", Enumerable.Range(0, _random.Next(2, 6)).Select(_ => Restriction())).Append('\n');
        return new PostfixCase(new DifferentialCase(name, ImportSource.PostfixMain, main.ToString(), Listings(main.ToString())), [.. _constructs])
        {
            CannotBeSaid = _constructs.Contains("DISCARD") || (_constructs.Contains("permit_dnswl_client") && main.ToString().Split("_restrictions =").Length > 2),
        };
    }

    private string Restriction()
    {
        if (_random.Next(4) == 0)
        {
            var (construct, text) = Words.ElementAt(_random.Next(Words.Count));
            return Used(construct, text);
        }

        return _random.Next(12) switch
        {
            0 => Used("permit_dnswl_client", "permit_dnswl_client w.example.org"),
            1 => Used("warn_if_reject", "warn_if_reject ") + BlockList(),
            2 => Used("check_client_access", $"check_client_access cidr:{{ {{11.1.0.{4 * _random.Next(16)}/30 {Pick(Actions)}}} }}"),
            _ => BlockList(),
        };
    }

    private string BlockList() => Used("reject_rbl_client", "reject_rbl_client ") + _random.Next(5) switch
    {
        0 => Used("filter", Pick(Zones) + ".example.org=127.0.0.[2..3]"),
        1 => Used("$name", "$zone"),
        2 => Used("${name?}", "${zone?" + Pick(Zones) + ".example.org}"),
        _ => Pick(Zones) + ".example.org",
    };

    private PostfixCase Postscreen(string name)
    {
        var threshold = _random.Next(1, 6);
        var main = new StringBuilder($"postscreen_dnsbl_action = {(_random.Next(2) == 0 ? "enforce" : "drop")}\npostscreen_dnsbl_threshold = {threshold}\npostscreen_dnsbl_sites =");
        foreach (var zone in Zones.OrderBy(_ => _random.Next()).Take(_random.Next(1, 4)))
            main.Append(CultureInfo.InvariantCulture, $" {zone}.example.org*{_random.Next(1, 9)}");
        if (_random.Next(3) > 0)
            main.Append(CultureInfo.InvariantCulture, $" w.example.org*-{_random.Next(1, 6)}");
        main.Append('\n');
        return new PostfixCase(new DifferentialCase(name, ImportSource.PostfixMain, main.ToString(), Listings(main.ToString())), "weights")
        {
            WithPostscreen = true,
            Awaited = [.. Listings(main.ToString()).Select(static listing => listing.Zone)],
        };
    }

    // Six listings that no list asks for: they only tell 64 addresses apart.
    private PostfixCase Table(string name)
    {
        var table = new StringBuilder();
        var open = 0;
        for (var lines = _random.Next(4, 12); lines > 0; lines--)
        {
            var length = _random.Next(26, 33);
            var address = _random.Next(64) & (_random.Next(6) == 0 ? 63 : ~((1 << (32 - length)) - 1));
            var pattern = $"{(_random.Next(8) == 0 ? Used("!", "!") : "")}11.1.0.{address}{(length == 32 ? "" : "/" + length.ToString(CultureInfo.InvariantCulture))}";
            if (_random.Next(6) == 0 && ++open > 0)
                table.Append(Used("if", "if ")).Append(pattern).Append('\n');
            else if (open > 0 && _random.Next(4) == 0 && open-- > 0)
                table.Append("endif\n");
            else
                table.Append(pattern).Append(' ').Append(Pick(Actions)).Append('\n');
        }

        return new PostfixCase(new DifferentialCase(name, ImportSource.PostfixAccess, table.ToString(), [.. Enumerable.Range(1, 6).Select(static bit => Listing.On($"address{bit}.example.org"))]), [.. _constructs])
        {
            CannotBeSaid = table.ToString().Contains(" 450 ", StringComparison.Ordinal),
        };
    }

    private static Listing[] Listings(string main) =>
        [.. Zones.Append("w").Where(zone => main.Contains(zone + ".example.org", StringComparison.Ordinal)).Take(6).Select(static zone => Listing.On(zone + ".example.org"))];

    private string Used(string construct, string text)
    {
        _constructs.Add(construct);
        return text;
    }

    private string Pick(string[] from) => from[_random.Next(from.Length)];
}
