using System.Globalization;
using IpBlock.Settings;

namespace IpBlock.Administration.Import.Postfix;

/// <summary><c>zone=filter*weight</c> as postscreen_dnsbl_sites has it; reject_rbl_client knows no weight.</summary>
internal readonly struct ZoneWithFilter
{
    private ZoneWithFilter(string zone, string? filter, int weight)
    {
        Zone = zone;
        Filter = filter;
        Weight = weight;
    }

    public string Zone { get; }

    public string? Filter { get; }

    public int Weight { get; }

    /// <summary>False when the weight is no number.</summary>
    public static bool TryParse(string word, out ZoneWithFilter result)
    {
        var star = word.IndexOf('*');
        var weight = 1;
        var isRead = star < 0 || int.TryParse(word.Substring(star + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out weight);
        var front = star < 0 ? word : word.Substring(0, star);
        var equals = front.IndexOf('=');
        result = new ZoneWithFilter(equals < 0 ? front : front.Substring(0, equals), equals < 0 ? null : front.Substring(equals + 1), weight);
        return isRead && weight > -10_000 && weight < 10_000;
    }

    public ProviderDraft ToDraft(ProviderKind kind, int line)
    {
        var draft = new ProviderDraft(kind, Zone, line) { AnyMatch = Filter is null };
        if (Filter is not null)
            draft.Codes.Add(Filter);
        else
            draft.Remarks.Add("it had no filter, so every answer matches; in IpBlock error codes never match");
        return draft;
    }
}
