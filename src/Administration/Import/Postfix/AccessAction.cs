using System;

namespace IpBlock.Administration.Import.Postfix;

/// <summary>What the right side of an access table does to a client (access(5)).</summary>
internal enum AccessEffect
{
    /// <summary>Refused for good.</summary>
    Reject,

    /// <summary>Told to come again.</summary>
    Defer,

    /// <summary>Accepted, as far as this list of restrictions goes.</summary>
    Permit,

    /// <summary>The restrictions behind the table decide.</summary>
    Nothing,

    /// <summary>Accepted by what is no list entry: discarded, a list of restrictions, something unknown.</summary>
    Other,
}

/// <summary>An action with the text behind it.</summary>
internal readonly struct AccessAction
{
    private AccessAction(AccessEffect effect, string word, string text)
    {
        Effect = effect;
        Word = word;
        Text = text;
    }

    public AccessEffect Effect { get; }

    /// <summary>As it is written.</summary>
    public string Word { get; }

    public string Text { get; }

    /// <summary>The message is accepted and thrown away, whatever lists of restrictions come later (Postfix 3.7): more than OK does.</summary>
    public bool Discards => Word.Equals("DISCARD", StringComparison.OrdinalIgnoreCase);

    /// <param name="action">The right side.</param>
    /// <param name="isPostscreen">The table is one of postscreen, which knows three words only.</param>
    public static AccessAction Read(string action, bool isPostscreen)
    {
        var end = action.IndexOfAny([' ', '\t', '\n', ',']);
        var word = end < 0 ? action : action.Substring(0, end);
        return new AccessAction(isPostscreen ? OfPostscreen(word) : Of(word, action), word, end < 0 ? "" : action.Substring(end).Trim());
    }

    private static AccessEffect OfPostscreen(string word) => word.ToUpperInvariant() switch
    {
        "PERMIT" => AccessEffect.Permit,
        "REJECT" => AccessEffect.Reject,
        "DUNNO" => AccessEffect.Nothing,
        _ => AccessEffect.Other,
    };

    // A number alone is OK, also 550: so address-based relaying wrote it, and Postfix 3.7 still takes it so. With a text it is a reply code.
    private static AccessEffect Of(string word, string action) => word.ToUpperInvariant() switch
    {
        "REJECT" => AccessEffect.Reject,
        "OK" or "RELAY" or "PERMIT" => AccessEffect.Permit,
        "DEFER" or "HANGUP" => AccessEffect.Defer,
        "DUNNO" or "HOLD" or "WARN" or "INFO" or "FILTER" or "PREPEND" or "REDIRECT" or "BCC" or "DEFER_IF_PERMIT" => AccessEffect.Nothing,
        _ when IsNumber(action.Trim()) => AccessEffect.Permit,
        _ when word.Length == 3 && IsNumber(word) && word[0] is '5' => AccessEffect.Reject,
        _ when word.Length == 3 && IsNumber(word) && word[0] is '4' => AccessEffect.Defer,
        _ => AccessEffect.Other,
    };

    private static bool IsNumber(string text) => text.Length > 0 && Array.TrueForAll(text.ToCharArray(), static c => c is >= '0' and <= '9');
}
