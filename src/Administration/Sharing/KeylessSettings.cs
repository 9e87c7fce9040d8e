using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using IpBlock.Administration.Editing;
using IpBlock.Administration.History;
using IpBlock.Settings;

namespace IpBlock.Administration.Sharing;

/// <summary>
/// A settings file that leaves the server without its keys and comes back: in the place of each key stands a mark by which it is found again in the file
/// that is there then.
/// </summary>
public static class KeylessSettings
{
    private const string Begin = "(key not shown: ";
    private const char End = ')';
    private const int MarkBytes = 8;

    /// <summary>The settings file without its keys, also in comments. Null when the file does not load: then nobody knows what in it is a key.</summary>
    /// <param name="reading">The file.</param>
    /// <param name="secret">Makes the marks, so that nobody can try keys against them; the same one for <see cref="Complete"/>.</param>
    public static string? Of(SettingsReading reading, byte[] secret)
    {
        if (reading is null)
            throw new ArgumentNullException(nameof(reading));
        using var marks = new HMACSHA256(secret);
        return reading.Settings is null && !reading.IsMissing ? null : KeysInSettings.Hide(TextOf(reading), (key, _) => MarkOf(marks, key));
    }

    /// <summary>A text with the keys for which it has marks.</summary>
    /// <param name="text">What <see cref="Of"/> has made, changed by anybody; it need not be a good settings file.</param>
    /// <param name="present">The file with the keys.</param>
    /// <param name="secret">As for <see cref="Of"/>.</param>
    /// <param name="source">What errors call the text.</param>
    /// <param name="errors">The marks for which there is no key, or one of a setting of another type; empty when all have been found.</param>
    public static string Complete(string text, SettingsReading present, byte[] secret, string source, out IReadOnlyList<SettingsError> errors)
    {
        if (present is null)
            throw new ArgumentNullException(nameof(present));
        var unknown = new List<string>();
        errors = [];

        // What is no JSON is for its reader to refuse.
        if (PropertyTree.Of(text ?? throw new ArgumentNullException(nameof(text))) is null)
            return text;
        var keys = KeysOf(present, secret);
        var complete = KeysInSettings.Reveal(text, (value, type) =>
        {
            if (!IsMark(value))
                return null;
            if (keys.TryGetValue((value, type), out var key))
                return key;
            unknown.Add(value);
            return null;
        });
        errors = [.. unknown.Distinct(StringComparer.Ordinal).Select(mark => Unknown(text, mark, source))];
        return complete;
    }

    private static Dictionary<(string Mark, Type Type), string> KeysOf(SettingsReading present, byte[] secret)
    {
        var keys = new Dictionary<(string Mark, Type Type), string>();
        if (present.Settings is null)
            return keys;
        using var marks = new HMACSHA256(secret);
        KeysInSettings.Hide(TextOf(present), (key, type) =>
        {
            var mark = MarkOf(marks, key);
            keys[(mark, type)] = key;
            return mark;
        });
        return keys;
    }

    private static string TextOf(SettingsReading reading) => string.IsNullOrWhiteSpace(reading.Text.Text) ? "{}\n" : reading.Text.Text!;

    private static string MarkOf(HMACSHA256 marks, string key) =>
        Begin + string.Concat(marks.ComputeHash(Encoding.UTF8.GetBytes(key)).Take(MarkBytes).Select(static one => one.ToString("x2"))) + End;

    private static bool IsMark(string value) => value.StartsWith(Begin, StringComparison.Ordinal) && value[value.Length - 1] == End;

    private static SettingsError Unknown(string text, string mark, string source)
    {
        var at = text.IndexOf(mark, StringComparison.Ordinal);
        var lines = text.Substring(0, Math.Max(0, at)).Split('\n');
        return new SettingsError(
            source, at < 0 ? 0 : lines.Length, at < 0 ? 0 : lines[lines.Length - 1].Length + 1, null,
            "the key at this place is no longer in the settings", "enter the key itself");
    }
}
