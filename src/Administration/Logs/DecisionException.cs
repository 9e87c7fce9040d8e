using System;
using System.Globalization;
using IpBlock.Addresses;
using IpBlock.Administration.Editing;

namespace IpBlock.Administration.Logs;

/// <summary>For whom an exception is made, of what a decision names.</summary>
public enum ExceptionScope
{
    /// <summary>The client's address.</summary>
    Client,

    /// <summary>The client's network: a /24 of IPv4, a /64 of IPv6.</summary>
    Network,

    /// <summary>The client's host name, which is verified at each connection.</summary>
    Name,

    /// <summary>The recipient: mail to it is accepted from every client.</summary>
    Recipient,
}

/// <summary>An exception for what a decision of the log names.</summary>
public sealed class DecisionException
{
    private readonly bool _isRecipient;

    private DecisionException(string who, bool isRecipient)
    {
        Who = who;
        _isRecipient = isRecipient;
    }

    /// <summary>The address, network, host name or recipient, as the settings take it.</summary>
    public string Who { get; }

    /// <summary>What comes of it, as a sentence.</summary>
    public string Effect => _isRecipient ? $"Mail to {Who} is no longer rejected." : $"The client {Who} is no longer rejected.";

    /// <summary>The exception for one of the names of a decision; null when the decision does not have it, as <see cref="WhyNot"/> says.</summary>
    public static DecisionException? Of(DecisionRecord decision, ExceptionScope scope)
    {
        if (decision is null)
            throw new ArgumentNullException(nameof(decision));
        var who = scope switch
        {
            ExceptionScope.Recipient => decision.Recipient,
            ExceptionScope.Name => decision.Client is null ? "" : decision.ClientName,
            ExceptionScope.Network => decision.Client is { } client ? NetworkOf(client) : "",
            _ => decision.Client?.ToString() ?? "",
        };
        return who.Length == 0 ? null : new DecisionException(who, scope == ExceptionScope.Recipient);
    }

    /// <summary>Why there is no such exception for a decision, without a full stop.</summary>
    public static string WhyNot(DecisionRecord decision, ExceptionScope scope)
    {
        if (decision is null)
            throw new ArgumentNullException(nameof(decision));
        if (scope == ExceptionScope.Recipient)
            return "the decision is about the connection and has no recipient";
        return decision.Client is null
            ? "the decision contains no client"
            : "the log has no host name for the client; the mail server does not provide it, or there is none";
    }

    /// <summary>The comment of an exception that nobody has commented: what was done, when and by what.</summary>
    public static string CommentOf(DecisionRecord decision)
    {
        if (decision is null)
            throw new ArgumentNullException(nameof(decision));
        var by = decision.Provider.Length > 0 ? decision.Provider : decision.Rule;
        var at = decision.Timestamp.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        return $"{decision.Action} on {at} UTC" + (by.Length > 0 ? " by " + by : "");
    }

    /// <summary>The change of the settings.</summary>
    /// <param name="comment">Why.</param>
    /// <param name="expires">The first moment at which it no longer holds; null for never.</param>
    public SettingsEdit ToEdit(string? comment, DateTimeOffset? expires) =>
        _isRecipient ? SettingsEdit.AddRecipientException(Who, comment, expires) : SettingsEdit.AddClientException(Who, comment, expires);

    private static string NetworkOf(Address client) =>
        AddressRange.TryParse(client + (client.IsIPv4 ? "/24" : "/64"), out var network, out _) ? network.ToString() : client.ToString();
}
