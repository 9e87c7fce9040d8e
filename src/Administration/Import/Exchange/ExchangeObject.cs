using System;
using System.Collections.Generic;

namespace IpBlock.Administration.Import.Exchange;

/// <summary>One object that a cmdlet returned.</summary>
internal sealed class ExchangeObject
{
    private readonly Dictionary<string, ExchangeValue> _properties = new(StringComparer.OrdinalIgnoreCase);

    public ExchangeObject(int line, string typeNames)
    {
        Line = line;
        TypeNames = typeNames;
    }

    public int Line { get; }

    /// <summary>The names of its types, where the export holds them.</summary>
    public string TypeNames { get; }

    /// <summary>Why it may not be so in Exchange; null where it is.</summary>
    public string? Doubt { get; set; }

    public ExchangeValue this[string property] => _properties.TryGetValue(property, out var value) ? value : ExchangeValue.None;

    public bool Has(string property) => _properties.ContainsKey(property);

    public void Set(string property, ExchangeValue value) => _properties[property] = value;

    /// <summary>Null when the property is not there or is neither.</summary>
    public bool? Flag(string property) => this[property].First?.Trim().ToUpperInvariant() switch
    {
        "TRUE" or "1" => true,
        "FALSE" or "0" => false,
        _ => null,
    };
}
