using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Administration.Editing;
using IpBlock.Settings;
using Newtonsoft.Json.Linq;

namespace IpBlock.Administration.Tests.Editing;

/// <summary>Settings and edits by chance, out of so few names that edits often meet.</summary>
internal sealed class RandomEdits
{
    private static readonly string[] Names = ["Zen", "zen", "Our list", "A \"quoted\" // one", "x{}[],:"];
    private static readonly string[] Addresses = ["192.0.2.1", "192.0.2.0/24", "2001:db8::/32", "198.51.100.7"];
    private static readonly string?[] Comments = [null, "why", "", "a // b /* c */ \"d\" 'e' \\ \u00e4\u2028 \ud83d\ude00 {[,]}", "two\r\nlines"];
    private static readonly (string List, string Key, string[] Texts)[] Lists =
    [
        ("blockList", "address", Addresses),
        ("allowList", "address", Addresses),
        ("exceptions.clients", "client", ["192.0.2.9", "*.example.com", "mx.example.org"]),
        ("exceptions.recipients", "recipient", ["postmaster@*", "*@example.com", "a@b.example"]),
    ];

    private static readonly (string Path, string[] Values)[] Values =
    [
        ("enabled", ["true", "false"]),
        ("lookup", ["parallel", "sequential"]),
        ("lookupTimeout", ["500ms", "1s"]),
        ("blockListResponse", ["go away, \"%0\"", "no"]),
        ("dns.cacheEntries", ["1000", "20000"]),
        ("dns.servers", ["192.0.2.53,[2001:db8::1]:53", "[\"192.0.2.54\"]", ""]),
        ("log.maxAge", ["90d"]),
        ("exceptions.exemptLocalPorts", ["25, 587", "[]"]),
    ];

    private readonly Random _random;

    public RandomEdits(Random random) => _random = random;

    /// <summary>Good settings of which a part is there.</summary>
    public JObject Settings()
    {
        var naive = new NaiveSettings([]);
        for (var i = _random.Next(12); i > 0; i--)
            Next().Naive(naive);
        return naive.Json;
    }

    /// <summary>An edit, and the same for the naive model.</summary>
    public (SettingsEdit Edit, Func<NaiveSettings, bool> Naive) Next() => _random.Next(9) switch
    {
        0 or 1 => AddProvider(),
        2 => SetProvider(),
        3 => OneProvider(),
        4 or 5 => AddEntry(),
        6 => RemoveEntry(),
        _ => Set(),
    };

    private (SettingsEdit Edit, Func<NaiveSettings, bool> Naive) AddProvider()
    {
        var properties = new JObject { ["name"] = Pick(Names), ["lookupDomain"] = "a.test" };
        if (_random.Next(2) == 0)
            properties["enabled"] = _random.Next(2) == 0;
        properties.Add(_random.Next(2) == 0 ? new JProperty("anyMatch", true) : new JProperty("ipAddressesMatch", new JArray("127.0.0.2", "127.0.0.[4;5]")));
        var kind = Kind();
        var priority = Priority();
        var values = properties.Properties().Reverse().ToDictionary(property => property.Name, property => Plain(property.Value));
        return (SettingsEdit.AddProvider(kind, values, priority), naive => naive.AddProvider(kind, (JObject)properties.DeepClone(), priority));
    }

    private (SettingsEdit Edit, Func<NaiveSettings, bool> Naive) SetProvider()
    {
        var (kind, name, priority) = (Kind(), Pick(Names), Priority());
        var values = new Dictionary<string, object?>();
        if (_random.Next(2) == 0)
            values["name"] = Pick(Names);
        if (_random.Next(2) == 0)
            values["publicName"] = _random.Next(2) == 0 ? null : "a public name";
        if (_random.Next(2) == 0)
            values["statusCode"] = _random.Next(2) == 0 ? null : 551;
        return (
            SettingsEdit.SetProvider(kind, name, values, priority),
            naive => naive.SetProvider(kind, name, values.Select(pair => KeyValuePair.Create(pair.Key, pair.Value is null ? null : JToken.FromObject(pair.Value))), priority));
    }

    private (SettingsEdit Edit, Func<NaiveSettings, bool> Naive) OneProvider()
    {
        var (kind, name, flag) = (Kind(), Pick(Names), _random.Next(2) == 0);
        var move = flag ? ProviderMove.Up : ProviderMove.Down;
        return _random.Next(3) switch
        {
            0 => (SettingsEdit.RemoveProvider(kind, name), naive => naive.RemoveProvider(kind, name)),
            1 => (SettingsEdit.EnableProvider(kind, name, flag), naive => naive.EnableProvider(kind, name, flag)),
            _ => (SettingsEdit.MoveProvider(kind, name, move), naive => naive.MoveProvider(kind, name, move)),
        };
    }

    private (SettingsEdit Edit, Func<NaiveSettings, bool> Naive) AddEntry()
    {
        var (list, key, texts) = Pick(Lists);
        var (text, comment) = (Pick(texts), Pick(Comments));
        DateTimeOffset? expires = _random.Next(3) == 0 ? new DateTimeOffset(2099, 1, 2, 3, 4, 5, TimeSpan.Zero) : null;
        var entry = new JObject { [key] = text };
        if (comment is not null)
            entry["comment"] = comment;
        if (expires is not null)
            entry["expires"] = "2099-01-02T03:04:05Z";
        return (Add(list, text, comment, expires), naive => naive.AddEntry(list, key, text, entry.Count == 1 ? new JValue(text) : entry.DeepClone()));
    }

    private static SettingsEdit Add(string list, string text, string? comment, DateTimeOffset? expires) => list switch
    {
        "blockList" => SettingsEdit.AddEntry(ListKind.Block, text, comment, expires),
        "allowList" => SettingsEdit.AddEntry(ListKind.Allow, text, comment, expires),
        "exceptions.clients" => SettingsEdit.AddClientException(text, comment, expires),
        _ => SettingsEdit.AddRecipientException(text, comment, expires),
    };

    private (SettingsEdit Edit, Func<NaiveSettings, bool> Naive) RemoveEntry()
    {
        var (list, key, texts) = Pick(Lists);
        var text = Pick(texts);
        var edit = list switch
        {
            "blockList" => SettingsEdit.RemoveEntry(ListKind.Block, text),
            "allowList" => SettingsEdit.RemoveEntry(ListKind.Allow, text),
            "exceptions.clients" => SettingsEdit.RemoveClientException(text.ToUpperInvariant()),
            _ => SettingsEdit.RemoveRecipientException(text.ToUpperInvariant()),
        };
        return (edit, naive => naive.RemoveEntry(list, key, text));
    }

    private (SettingsEdit Edit, Func<NaiveSettings, bool> Naive) Set()
    {
        var (path, values) = Pick(Values);
        var value = _random.Next(4) == 0 ? null : Pick(values);
        return (SettingsEdit.Set(path, value), naive => naive.Set(path, Token(path, value)));
    }

    private static JToken? Token(string path, string? value) => (path, value) switch
    {
        (_, null) => null,
        ("dns.servers", "") => new JArray(),
        ("dns.servers", ['[', '"', ..]) or (_, "[]") => JToken.Parse(value),
        ("dns.servers", _) => new JArray(value.Split(',')),
        ("exceptions.exemptLocalPorts", _) => new JArray(25, 587),
        ("enabled" or "dns.cacheEntries", _) => JToken.Parse(value),
        _ => new JValue(value),
    };

    private static object? Plain(JToken token) => token is JArray list ? list.Select(Plain).ToArray() : ((JValue)token).Value;

    private ProviderKind Kind() => _random.Next(3) == 0 ? ProviderKind.Allow : ProviderKind.Block;

    private int? Priority() => _random.Next(2) == 0 ? null : _random.Next(1, 5);

    private T Pick<T>(T[] choices) => choices[_random.Next(choices.Length)];
}
