using System;
using System.Collections.Generic;
using IpBlock.Settings;

namespace IpBlock.Exceptions;

/// <summary>Recipients who get mail from listed clients too.</summary>
public sealed class RecipientExceptions
{
    private readonly RecipientException[] _entries;
    private readonly string _delimiters;

    /// <summary>The exceptions as they stand in the settings.</summary>
    /// <param name="exceptions">In any order.</param>
    /// <param name="delimiters">The characters that set off an extension in a recipient's name; empty for none.</param>
    public RecipientExceptions(IEnumerable<RecipientException> exceptions, string delimiters = ExceptionSettings.UsualDelimiter)
    {
        _entries = [.. exceptions];
        _delimiters = delimiters;
    }

    /// <summary>True when there is any, so that a listed client must be heard out until it names its recipients.</summary>
    public bool Any(DateTimeOffset now)
    {
        // Asked once for each session: a lambda would take memory.
        foreach (var entry in _entries)
        {
            if (!(entry.Expires <= now))
                return true;
        }

        return false;
    }

    /// <summary>The exception that covers the recipient now, or null. A recipient without domain (<c>postmaster</c>) is matched by its name alone (RFC 5321 §4.5.1).</summary>
    /// <param name="recipient">An address in any spelling.</param>
    /// <param name="now">Expired exceptions cover nobody.</param>
    public RecipientException? Find(string recipient, DateTimeOffset now)
    {
        if (_entries.Length == 0 || string.IsNullOrEmpty(recipient))
            return null;
        var address = RecipientAddress.Of(recipient);
        return Array.Find(_entries, entry => entry.Recipient.Matches(address, _delimiters) && !(entry.Expires <= now));
    }
}
