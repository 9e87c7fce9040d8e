using System;
using System.Globalization;
using IpBlock.Settings;
using Newtonsoft.Json.Linq;

namespace IpBlock.Administration.Catalogue;

/// <summary>Which issue of a catalogue a file is: the number that its publisher raises, and until when it is to be used.</summary>
/// <param name="number">1 or more.</param>
/// <param name="end">The moment at which it expires.</param>
internal sealed class Issue(long number, DateTimeOffset end)
{
    /// <summary>The property of the number.</summary>
    public const string Version = "version";

    /// <summary>The property of the end.</summary>
    public const string Expires = "expires";

    private const string NumberReason = "the version is missing, or is not a whole number above 0";
    private const string NumberCure = "write a number that is higher than the number of the previous issue";
    private const string EndReason = "the expiry date is missing, or is not a date";
    private const string EndCure = "write a date such as 2027-03-31, the last day on which the catalogue can be used";

    /// <summary>1 or more.</summary>
    public long Number { get; } = number;

    /// <summary>The moment at which it expires.</summary>
    public DateTimeOffset End { get; } = end;

    /// <summary>The issue; null where neither property is there, or after what is wrong with one of them has been noted.</summary>
    public static Issue? Read(JObject root, CatalogueReader reader)
    {
        if (root[Version] is null && root[Expires] is null)
            return null;
        var number = root[Version] is JValue { Type: JTokenType.Integer, Value: long given and > 0 } ? given : 0;
        if (number == 0)
            reader.Fail(root[Version] ?? root, Version, NumberReason, NumberCure);
        var text = root[Expires] is JValue { Value: string day } ? day : "";
        if (PointInTime.TryParse(text, out var end, out _))
            return number == 0 ? null : new Issue(number, end);
        reader.Fail(root[Expires] ?? root, Expires, EndReason, EndCure);
        return null;
    }

    /// <summary>The number in words.</summary>
    public override string ToString() => "version " + Number.ToString(CultureInfo.InvariantCulture);
}
