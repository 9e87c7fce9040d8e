using System;
using System.Collections.Generic;
using IpBlock.Settings;

namespace IpBlock.Exceptions;

/// <summary>Recipients who get mail from listed clients too.</summary>
public sealed class RecipientExceptions
{
    private readonly RecipientException[] _entries;

    /// <summary>The exceptions as they stand in the settings.</summary>
    public RecipientExceptions(IEnumerable<RecipientException> exceptions) => _entries = [.. exceptions];

    /// <summary>True when there is any, so that a listed client must be heard out until it names its recipients.</summary>
    public bool Any(DateTimeOffset now) => Array.Exists(_entries, entry => !(entry.Expires <= now));

    /// <summary>The exception that covers the recipient now, or null. A recipient without domain (<c>postmaster</c>) is matched by its name alone (RFC 5321 §4.5.1).</summary>
    /// <param name="recipient">An address without angle brackets.</param>
    /// <param name="now">Expired exceptions cover nobody.</param>
    public RecipientException? Find(string recipient, DateTimeOffset now)
    {
        if (_entries.Length == 0 || string.IsNullOrEmpty(recipient))
            return null;
        var at = recipient.LastIndexOf('@');
        var local = at < 0 ? recipient : recipient.Substring(0, at);
        var domain = at < 0 ? "" : recipient.Substring(at + 1);
        return Array.Find(_entries, entry => entry.Recipient.Matches(local, domain) && !(entry.Expires <= now));
    }
}
