using System.Collections.Generic;

namespace IpBlock.Administration.Import.Exchange;

/// <summary>The text of an object of which an export holds the members only.</summary>
internal static class Composite
{
    // System.Net.IPAddress; wrapped values of Windows PowerShell's ConvertTo-Json; domains.
    private static readonly string[] Texts = ["IPAddressToString", "value", "Domain", "Address"];

    public static ExchangeValue TextOf(IReadOnlyDictionary<string, ExchangeValue> members)
    {
        if (First(members, "LowerBound") is { } first && First(members, "UpperBound") is { } last)
            return ExchangeValue.Of(first + "-" + last);
        if (First(members, "Local") is { } local && First(members, "Domain") is { } domain)
            return ExchangeValue.Of(local + "@" + domain);
        foreach (var name in Texts)
        {
            if (members.TryGetValue(name, out var value) && !value.IsLost && value.Items.Count > 0)
                return value;
        }

        return ExchangeValue.Lost;
    }

    private static string? First(IReadOnlyDictionary<string, ExchangeValue> members, string name) =>
        members.TryGetValue(name, out var value) ? value.First : null;
}
