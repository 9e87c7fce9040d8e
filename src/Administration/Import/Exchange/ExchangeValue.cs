using System;
using System.Collections.Generic;

namespace IpBlock.Administration.Import.Exchange;

/// <summary>A property's value as an export shows it: nothing, one text or several; or only the name of a type, where the export lost it.</summary>
internal sealed class ExchangeValue
{
    public static readonly ExchangeValue None = new([]);
    public static readonly ExchangeValue Lost = new([]) { IsLost = true };

    private ExchangeValue(IReadOnlyList<string> items) => Items = items;

    public IReadOnlyList<string> Items { get; }

    /// <summary>True when there was a value that the export does not hold.</summary>
    public bool IsLost { get; private init; }

    public string? First => Items.Count == 0 ? null : Items[0];

    public static ExchangeValue Of(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return None;

        // What .NET prints of a collection that has no text of its own.
        return text!.StartsWith("Microsoft.Exchange.", StringComparison.Ordinal) || text.StartsWith("System.", StringComparison.Ordinal) ? Lost : new ExchangeValue([text]);
    }

    public static ExchangeValue Of(IEnumerable<ExchangeValue> values)
    {
        var items = new List<string>();
        foreach (var value in values)
        {
            if (value.IsLost)
                return Lost;
            items.AddRange(value.Items);
        }

        return new ExchangeValue(items);
    }
}
