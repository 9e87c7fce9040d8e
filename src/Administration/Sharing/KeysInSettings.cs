using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using IpBlock.Administration.Editing;
using IpBlock.Settings;
using IpBlock.Settings.Schema;

namespace IpBlock.Administration.Sharing;

/// <summary>
/// Puts something else in the place of the keys and passwords that stand in a settings file, and back: lookup domains and addresses that hide a part of
/// themselves, and secrets.
/// </summary>
public static class KeysInSettings
{
    // To replace shorter ones would leave of a comment nothing that can be read.
    private const int ShortestPiece = 6;

    /// <summary>The text with each value that holds a key replaced. In comments the keys are taken out.</summary>
    /// <param name="text">A good settings file.</param>
    /// <param name="hide">Makes of a value, and of the type of its setting, what stands in its place.</param>
    public static string Hide(string text, Func<string, Type, string> hide)
    {
        var values = Values(text ?? throw new ArgumentNullException(nameof(text)));
        var keys = values.Where(static value => value is { Shown: not null, Text.Length: > 0 }).ToList();
        return Write(text, values, value => value.Shown is null ? null : hide(value.Text, value.Type!), between => CommentsBetween.Change(between, words => WithoutKeys(words, keys)));
    }

    /// <summary>The text with each value that stands for one with a key replaced by that.</summary>
    /// <param name="text">What <see cref="Hide"/> has made.</param>
    /// <param name="reveal">
    /// Makes of a value what it stands for in a setting of this type; null when it stands for nothing. What was hidden in a setting of another type must not come
    /// back: a password in the place of a lookup domain would be shown.
    /// </param>
    public static string Reveal(string text, Func<string, Type, string?> reveal) =>
        Write(text, Values(text ?? throw new ArgumentNullException(nameof(text))), value => reveal(value.Text, value.Type!), static between => between);

    private static string Write(string text, List<KeyedValue> values, Func<KeyedValue, string?> replace, Func<string, string> between)
    {
        var written = new StringBuilder();
        var at = 0;
        foreach (var value in values)
        {
            written.Append(between(text.Substring(at, value.Start - at)));
            var literal = text.Substring(value.Start, value.End - value.Start);
            written.Append(value.Type is not null && replace(value) is { } other ? JsonStyle.Quote(other) : literal);
            at = value.End;
        }

        return written.Append(between(text.Substring(at))).ToString();
    }

    private static string WithoutKeys(string words, List<KeyedValue> keys)
    {
        foreach (var key in keys)
        {
            words = words.Replace(key.Text, key.Shown);

            // Whoever notes a key rarely writes the whole domain or address with it.
            foreach (var piece in key.Text.Split('.', '/', '?', '&', '=', ':', '@'))
            {
                if (piece.Length >= ShortestPiece && key.Shown!.IndexOf(piece, StringComparison.OrdinalIgnoreCase) < 0)
                    words = words.Replace(piece, Secret.Hidden);
            }
        }

        return LookupDomain.HideKeys(words);
    }

    private static List<KeyedValue> Values(string text)
    {
        var values = new List<KeyedValue>();
        Collect(new SettingsDocument(text, default).Root, SettingObject.Of(typeof(FilterSettings)), null, text, values);
        return values;
    }

    private static void Collect(JsonNode node, SettingObject? schema, SettingProperty? property, string text, List<KeyedValue> values)
    {
        if (node.Items is null)
        {
            values.Add(KeyedValue.Of(node, property, text));
            return;
        }

        foreach (var item in node.Items)
        {
            var inner = node.IsObject ? schema?.Find(item.Name!) : property;
            Collect(item, inner is { Kind: null } ? SettingObject.Of(inner.Type) : null, inner, text, values);
        }
    }

    /// <summary>A plain value and where it stands.</summary>
    /// <param name="Start">Its first character.</param>
    /// <param name="End">The first behind it.</param>
    /// <param name="Text">What it means, if it is a text.</param>
    /// <param name="Type">The type of its setting, if that may hold a key; else null.</param>
    /// <param name="Shown">What may be shown of it; null when that is all of it.</param>
    private sealed record KeyedValue(int Start, int End, string Text, Type? Type, string? Shown)
    {
        public static KeyedValue Of(JsonNode node, SettingProperty? property, string text)
        {
            var literal = text.Substring(node.Start, node.End - node.Start);
            if (JsonScanner.ValueOf(literal) is not string value || ShownOf(property?.Type, value, node, text) is not { } keyed)
                return new KeyedValue(node.Start, node.End, "", Type: null, null);
            return new KeyedValue(node.Start, node.End, value, property!.Type, keyed.Shown);
        }

        // Null for what holds no key whatever its value is.
        private static (string? Shown, bool MayHoldKey)? ShownOf(Type? type, string value, JsonNode node, string text)
        {
            if (type == typeof(LookupDomain))
                return (ShownDomain(value, node.Parent?.Member("publicName"), text), true);
            if (type == typeof(ListUrl))
                return (ShownUrl(value), true);
            if (type == typeof(WebhookUrl))
                return (!WebhookUrl.TryParse(value, out var url, out _) ? "" : url.HasSecrets ? url.ToString() : null, true);
            return type == typeof(Secret) ? (Secret.Hidden, true) : null;
        }

        private static string? ShownDomain(string value, JsonNode? publicName, string text)
        {
            if (publicName is not null)
                return JsonScanner.ValueOf(text.Substring(publicName.Start, publicName.End - publicName.Start)) as string ?? "";
            if (!LookupDomain.TryParse(value, out var domain, out _))
                return "";
            return domain.HasKey ? domain.PublicName : null;
        }

        private static string? ShownUrl(string value) => !ListUrl.TryParse(value, out var url, out _) ? "" : url.HasSecrets ? url.ToString() : null;
    }
}
