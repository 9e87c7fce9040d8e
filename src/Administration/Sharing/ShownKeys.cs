using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using IpBlock.Settings;

namespace IpBlock.Administration.Sharing;

/// <summary>
/// A settings file as it may be shown to be edited: in place of each key or password stands a word (<c>kept-key-1</c>), for which the key comes back when
/// the text does.
/// </summary>
public sealed class ShownKeys
{
    private const string Word = "kept-key-";
    private const string Nowhere = "invalid"; // RFC 2606 §2: nobody has it
    private readonly Dictionary<(string Shown, Type Type), string> _keys = [];

    private ShownKeys(string text) => Text = KeysInSettings.Hide(text, StandInFor);

    /// <summary>The file without its keys.</summary>
    public string Text { get; }

    /// <summary>Takes the keys out of a good settings file.</summary>
    public static ShownKeys Of(string text) => new(text ?? throw new ArgumentNullException(nameof(text)));

    /// <summary>Puts the keys back.</summary>
    /// <param name="text">The shown text, edited or not: a good settings file.</param>
    /// <param name="unknown">The words in it for which there is no key, or one of a setting of another type; empty when all is well.</param>
    public string Reveal(string text, out IReadOnlyList<string> unknown)
    {
        var missing = new List<string>();
        unknown = missing;
        return KeysInSettings.Reveal(text, (value, type) =>
        {
            if (_keys.TryGetValue((value, type), out var key))
                return key;
            if (value.IndexOf(Word, StringComparison.Ordinal) is >= 0 and var start)
                missing.Add(value.Substring(start).Split('.')[0]);
            return null;
        });
    }

    // It stands where the key stood, and must be as good a value there.
    private string StandInFor(string key, Type type)
    {
        if (_keys.FirstOrDefault(one => one.Key.Type == type && string.Equals(one.Value, key, StringComparison.Ordinal)).Key.Shown is { } known)
            return known;
        var name = Word + (_keys.Count + 1).ToString(CultureInfo.InvariantCulture);
        var shown = key.IndexOf("://", StringComparison.Ordinal) >= 0 ? $"https://{name}.{Nowhere}/" : $"{name}.{DomainOf(key)}";
        _keys.Add((shown, type), key);
        return shown;
    }

    private static string DomainOf(string key) => LookupDomain.TryParse(key, out var domain, out _) && domain.HasKey ? domain.PublicName : Nowhere;
}
