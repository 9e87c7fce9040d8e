using System;

namespace IpBlock.Administration.Import.Exim;

/// <summary>One item of a dnslists condition: <c>text.example,list.example=127.0.0.2,127.0.0.3/key</c>.</summary>
internal sealed class DnslistsItem
{
    private DnslistsItem(string zone, string? textZone, string @operator, string codes, string? key)
    {
        Zone = zone;
        TextZone = textZone;
        Operator = @operator;
        Codes = codes.Split(',');
        Key = key;
    }

    public string Zone { get; }

    /// <summary>Where Exim takes the reason from, when it is another zone.</summary>
    public string? TextZone { get; }

    /// <summary>Empty for any code, else what stands between zone and codes: =, &amp;, ==, =&amp;, each also with ! in front.</summary>
    public string Operator { get; }

    public string[] Codes { get; }

    public string? Key { get; }

    /// <summary>Why it is no question about a client's address; null when it is one.</summary>
    public string? WhyNot
    {
        get
        {
            // With the client's address as its key Exim asks for the address turned round, as without a key.
            if (Key is not (null or "$sender_host_address" or "${sender_host_address}"))
                return "it looks up " + (Key.Length == 0 ? "another key" : Key) + " instead of the client's address";
            if (Zone.IndexOf('$') >= 0 || TextZone?.IndexOf('$') >= 0 || string.Concat(Codes).IndexOf('$') >= 0)
                return "it is expanded while Exim runs";
            if (IsMacro(Zone))
                return "it is a macro that this file does not define";
            return Zone.IndexOf('.') > 0 ? null : "it is not the domain of a list";
        }
    }

    // By convention the names of macros are in capitals, and names of domains hold no underscore.
    private static bool IsMacro(string zone)
    {
        var labels = zone.Split('.');
        return labels.Length == 1 ? zone.Length > 0 && zone[0] is >= 'A' and <= 'Z' : Array.Exists(labels, static label =>
            label.IndexOf('_') > 0 && label[0] is >= 'A' and <= 'Z' && label.ToUpperInvariant().Equals(label, StringComparison.Ordinal));
    }

    public static DnslistsItem Parse(string item)
    {
        // In this order by Exim's own verify_check_dnsbl: key first, then the first "=", else the first "&", a second sign after it.
        var slash = item.IndexOf('/');
        var key = slash < 0 ? null : item.Substring(slash + 1).Trim();
        var front = slash < 0 ? item : item.Substring(0, slash);
        var sign = front.IndexOf('=');
        if (sign < 0)
            sign = front.IndexOf('&');
        var zoneEnd = sign < 0 ? front.Length : sign > 0 && front[sign - 1] == '!' ? sign - 1 : sign;
        var codes = sign < 0 ? front.Length : sign + 1;
        if (sign >= 0 && front[sign] == '=' && codes < front.Length && front[codes] is '=' or '&')
            codes++;
        var zones = front.Substring(0, zoneEnd).Trim();
        var comma = zones.IndexOf(',');
        return new DnslistsItem(
            comma < 0 ? zones : zones.Substring(comma + 1).Trim(),
            comma < 0 ? null : zones.Substring(0, comma).Trim(),
            sign < 0 ? "" : front.Substring(zoneEnd, codes - zoneEnd),
            front.Substring(codes).Trim(),
            key);
    }
}
