using System;
using System.Collections.Generic;
using System.Globalization;
using IpBlock.Addresses;
using IpBlock.Settings.Json;
using Newtonsoft.Json.Linq;

namespace IpBlock.Settings.Schema;

/// <summary>A type of value that fits into one JSON value: how it is called, written and read.</summary>
public sealed class SettingKind
{
    private delegate bool TextParser<T>(string? text, out T? value, out string? reason);

    private static readonly Dictionary<Type, SettingKind> Known = new()
    {
        [typeof(bool)] = Make<bool>("true or false", JTokenType.Boolean, ReadBool, static value => value ? "true" : "false"),
        [typeof(int)] = Make<int>("whole number", JTokenType.Integer, ReadInt, static value => value.ToString(CultureInfo.InvariantCulture)),
        [typeof(string)] = Make<string>("text", JTokenType.String, ReadString, static value => value),
        [typeof(TimeSpan)] = Make<TimeSpan>("duration", JTokenType.String, Duration.TryParse, Duration.Format, measured: true),
        [typeof(long)] = Make<long>("size", JTokenType.String, ByteSize.TryParse, ByteSize.Format, measured: true),
        [typeof(DateTimeOffset)] = Make<DateTimeOffset>("date", JTokenType.String, PointInTime.TryParse, PointInTime.Format),
        [typeof(AddressRange)] = Make<AddressRange>("address or range", JTokenType.String, AddressRange.TryParse),
        [typeof(Nat64Prefix)] = Make<Nat64Prefix>("NAT64 prefix", JTokenType.String, Nat64Prefix.TryParse),
        [typeof(ReturnCodeMeaning)] = Make<ReturnCodeMeaning>("return code with its meaning", JTokenType.String, ReturnCodeMeaning.TryParse),
        [typeof(Score)] = Make<Score>("score", JTokenType.Float, Score.TryParse),
        [typeof(ReturnCodeScore)] = Make<ReturnCodeScore>("return code with its score", JTokenType.String, ReturnCodeScore.TryParse, isPair: true),
        [typeof(ScoredName)] = Make<ScoredName>("provider with its score", JTokenType.String, ScoredName.TryParse, isPair: true),
        [typeof(BitMask)] = Make<BitMask>("bit mask", JTokenType.String, BitMask.TryParse),
        [typeof(ReturnCodePattern)] = Make<ReturnCodePattern>("return code pattern", JTokenType.String, ReturnCodePattern.TryParse),
        [typeof(LookupDomain)] = Make<LookupDomain>("domain name", JTokenType.String, LookupDomain.TryParse),
        [typeof(ClientPattern)] = Make<ClientPattern>("client", JTokenType.String, ClientPattern.TryParse),
        [typeof(RecipientPattern)] = Make<RecipientPattern>("recipient", JTokenType.String, RecipientPattern.TryParse),
        [typeof(CataloguePublicKey)] = Make<CataloguePublicKey>("public key", JTokenType.String, CataloguePublicKey.TryParse),
        [typeof(ListUrl)] = Make<ListUrl>("URL", JTokenType.String, ListUrl.TryParse),
        [typeof(WebhookUrl)] = Make<WebhookUrl>("webhook URL", JTokenType.String, WebhookUrl.TryParse),
        [typeof(Secret)] = Make<Secret>("secret", JTokenType.String, Secret.TryParse),
        [typeof(ListenAddress)] = Make<ListenAddress>("listen address", JTokenType.String, ListenAddress.TryParse),
        [typeof(DnsServerAddress)] = Make<DnsServerAddress>("name server address", JTokenType.String, DnsServerAddress.TryParse),
    };

    private readonly JTokenType _json;
    private readonly bool _measured;
    private readonly Func<string, (object? Value, string? Reason)> _parse;
    private readonly Func<object, string> _format;

    private SettingKind(
        string name, JTokenType json, bool measured, Func<string, (object? Value, string? Reason)> parse, Func<object, string> format, IReadOnlyList<string>? choices = null, bool isPair = false)
    {
        IsPair = isPair;
        Choices = choices ?? [];
        Name = name;
        _json = json;
        _measured = measured;
        _parse = parse;
        _format = format;
    }

    /// <summary>What messages and manual call it, without article.</summary>
    public string Name { get; }

    /// <summary>All values it can have as the settings file writes them; empty when they cannot be listed.</summary>
    public IReadOnlyList<string> Choices { get; }

    /// <summary>What usage lines write for the value: <c>enforce|report</c>, <c>NUMBER</c>, <c>DURATION</c>.</summary>
    public string Placeholder => Choices.Count > 0 ? string.Join("|", Choices) : IsPair ? (Name[0] == 'r' ? "CODES:SCORE" : "NAME:SCORE") : Name.Substring(Name.LastIndexOf(' ') + 1).ToUpperInvariant();

    /// <summary>True when the JSON value stands without quotes.</summary>
    public bool IsBare => _json != JTokenType.String;

    /// <summary>True for a name and its score: a list of them is an object in braces, <c>{ "127.0.0.2": 3 }</c>, and each as text <c>127.0.0.2: 3</c>.</summary>
    public bool IsPair { get; }

    /// <summary>True for a number that is counted in tenths.</summary>
    public bool IsScore => _json == JTokenType.Float;

    /// <summary>The kind of a property's type or of its elements; null when the type is an object of the settings.</summary>
    public static SettingKind? Of(Type type)
    {
        if (type.IsEnum)
            return OfEnum(type);
        return Known.TryGetValue(type, out var kind) ? kind : null;
    }

    /// <summary>Reads the JSON value; a null reason means that it went well.</summary>
    internal (object? Value, string? Reason) Read(JToken token)
    {
        // 5 instead of "5s" is the likeliest slip, and "has no unit" helps more than "expected text".
        var bareNumber = _measured && token.Type is JTokenType.Integer or JTokenType.Float;
        if (token.Type == _json || bareNumber || (IsScore && token.Type == JTokenType.Integer))
            return _parse(Convert.ToString(((JValue)token).Value, CultureInfo.InvariantCulture) ?? "");
        if (IsScore && token is JValue { Value: string text })
            return (null, _parse(text).Reason ?? $"{text} is in quotes; write it without quotes");
        return (null, $"expected {JsonWords.WithArticle(Name)}, found {JsonWords.Describe(token)}");
    }

    /// <summary>Reads the value as the settings file would write it; a null reason means that it went well.</summary>
    internal (object? Value, string? Reason) ReadText(string text) => _parse(text);

    /// <summary>Reads the value as the settings file would write it.</summary>
    public object? Parse(string text) => _parse(text).Value;

    /// <summary>The value as the settings file would write it, without quotes.</summary>
    public string Format(object value) => _format(value);

    private static SettingKind OfEnum(Type type)
    {
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var value in Enum.GetValues(type))
            values.Add(JsonWords.CamelCase(value!.ToString()!), value);
        var choice = string.Join(" or ", values.Keys);
        return new SettingKind(
            choice,
            JTokenType.String,
            measured: false,
            text => values.TryGetValue(text, out var value) ? (value, null) : (null, $"'{text}' is not allowed here; write {choice}"),
            static value => JsonWords.CamelCase(value.ToString()!),
            [.. values.Keys]);
    }

    private static SettingKind Make<T>(string name, JTokenType json, TextParser<T> parse, Func<T, string>? format = null, bool measured = false, bool isPair = false) => new(
        name,
        json,
        measured,
        text => parse(text, out var value, out var reason) ? (value, null) : (null, reason),
        value => format is null ? value.ToString()! : format((T)value),
        typeof(T) == typeof(bool) ? ["true", "false"] : null,
        isPair);

    private static bool ReadBool(string? text, out bool value, out string? reason)
    {
        reason = bool.TryParse(text, out value) ? null : $"'{text}' is neither true nor false";
        return reason is null;
    }

    private static bool ReadInt(string? text, out int value, out string? reason)
    {
        reason = int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value) ? null : $"{text} is too large";
        return reason is null;
    }

    private static bool ReadString(string? text, out string? value, out string? reason)
    {
        value = text;
        reason = null;
        return true;
    }
}
