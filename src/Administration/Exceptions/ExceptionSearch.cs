using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Addresses;
using IpBlock.Settings;

namespace IpBlock.Administration.Exceptions;

/// <summary>Which exceptions are about a recipient, an address or a host name? Expired ones are among them, and say so. Nobody is asked.</summary>
public static class ExceptionSearch
{
    /// <summary>The recipient exceptions that name a recipient, in the order of the file; the first that holds counts.</summary>
    /// <param name="recipient">The address in any spelling.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="now">What has expired.</param>
    public static IReadOnlyList<ExceptionMatch> OfRecipient(string recipient, FilterSettings settings, DateTimeOffset now)
    {
        var exceptions = (settings ?? throw new ArgumentNullException(nameof(settings))).Exceptions;
        var address = RecipientAddress.Of(recipient);
        return
        [
            .. exceptions.Recipients.Where(one => one.Recipient.Matches(address, exceptions.RecipientDelimiter))
                .Select(one => new ExceptionMatch(one.Recipient.ToString(), one.Comment, one.Expires, !(one.Expires <= now))),
        ];
    }

    /// <summary>The client exceptions by address that hold an address, in the order of the file.</summary>
    /// <param name="client">The address.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="now">What has expired.</param>
    public static IReadOnlyList<ExceptionMatch> OfAddress(Address client, FilterSettings settings, DateTimeOffset now)
    {
        var nat64 = (settings ?? throw new ArgumentNullException(nameof(settings))).Nat64Prefix;
        var folded = Nat64Prefix.Fold(nat64, AddressRange.Of(client)).First;
        return Of(settings.Exceptions.Clients.Where(one => one.Client.Range is { } range && Nat64Prefix.Fold(nat64, range).Contains(folded)), now);
    }

    /// <summary>The client exceptions by host name that mean a host, if the name is verified.</summary>
    /// <param name="name">The host name, in any case; a dot at the end means nothing.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="now">What has expired.</param>
    public static IReadOnlyList<ExceptionMatch> OfHostName(string name, FilterSettings settings, DateTimeOffset now)
    {
        var host = (name ?? throw new ArgumentNullException(nameof(name))).Trim().TrimEnd('.');
        return Of((settings ?? throw new ArgumentNullException(nameof(settings))).Exceptions.Clients.Where(one => one.Client.MatchesHost(host)), now);
    }

    private static IReadOnlyList<ExceptionMatch> Of(IEnumerable<ClientException> exceptions, DateTimeOffset now) =>
        [.. exceptions.Select(one => new ExceptionMatch(one.Client.ToString(), one.Comment, one.Expires, !(one.Expires <= now)))];
}

/// <summary>An exception that is about somebody.</summary>
/// <param name="Who">Whom it names, as the settings have it.</param>
/// <param name="Comment">Why it is there; null when nobody has said.</param>
/// <param name="Expires">When it ends, or has ended; null for never.</param>
/// <param name="Holds">False when it has expired.</param>
public sealed record ExceptionMatch(string Who, string? Comment, DateTimeOffset? Expires, bool Holds);
