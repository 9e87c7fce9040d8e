using System;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace IpBlock.Settings;

/// <summary>
/// A password or a key of the settings. It hides itself: whatever prints, logs or serializes it shows <see cref="Hidden"/>, and no message about a bad one
/// quotes it.
/// </summary>
public sealed class Secret : IEquatable<Secret>
{
    /// <summary>What is shown in its place.</summary>
    public const string Hidden = "(not shown)";

    private const int MaxLength = 1000;

    private readonly string _text;

    private Secret(string text) => _text = text;

    /// <summary>Reads a secret of 1 to 1000 characters, none of them a control character.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Secret? secret, out string? reason)
    {
        secret = null;
        reason = WhyNot(text ?? "");
        if (reason is null)
            secret = new Secret(text!);
        return reason is null;
    }

    /// <summary>The secret itself: only for the settings file and for whoever logs in or signs with it.</summary>
    public string Reveal() => _text;

    /// <summary>A text of another's, such as a server's reply, without the secret, should it stand in there, as it is or in Base64.</summary>
    public string HideIn(string text)
    {
        if (text is null)
            throw new ArgumentNullException(nameof(text));
        var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(_text));
        return text.Replace(encoded, Hidden).Replace(_text, Hidden);
    }

    /// <summary><see cref="Hidden"/>.</summary>
    public override string ToString() => Hidden;

    /// <inheritdoc/>
    public bool Equals(Secret? other) => other is not null && string.Equals(_text, other._text, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Secret);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(_text);

    private static string? WhyNot(string text)
    {
        if (text.Length == 0)
            return "the secret is empty";
        if (text.Length > MaxLength)
            return "the secret is longer than 1000 characters";
        foreach (var c in text)
        {
            if (char.IsControl(c))
                return "the secret contains a control character or a line break";
        }

        return null;
    }
}
