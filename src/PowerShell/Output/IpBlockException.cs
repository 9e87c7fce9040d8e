using System;
using IpBlock.PowerShell.Arguments;
using IpBlock.Settings;

namespace IpBlock.PowerShell;

/// <summary>Somebody who is never refused: a client or a recipient.</summary>
public abstract class IpBlockException
{
    private protected IpBlockException(string identity, string? comment, DateTimeOffset? expires, DateTimeOffset now)
    {
        Identity = identity;
        Comment = comment;
        ExpirationTime = EntryArguments.Local(expires);
        HasExpired = expires <= now;
    }

    /// <summary>Client or Recipient.</summary>
    public abstract string Type { get; }

    /// <summary>The client or the recipient.</summary>
    public string Identity { get; }

    /// <summary>Why.</summary>
    public string? Comment { get; }

    /// <summary>When it ends, in local time; null for never.</summary>
    public DateTime? ExpirationTime { get; }

    /// <summary>True when it has ended: it stays in the file and does nothing.</summary>
    public bool HasExpired { get; }

    /// <summary>The client or the recipient.</summary>
    public override string ToString() => Identity;
}

/// <summary>A client that is never refused.</summary>
public sealed class IpBlockClientException : IpBlockException
{
    internal IpBlockClientException(ClientException exception, DateTimeOffset now)
        : base(exception.Client.ToString(), exception.Comment, exception.Expires, now)
    {
    }

    /// <inheritdoc/>
    public override string Type => "Client";

    /// <summary>An address, a range or a host name.</summary>
    public string Client => Identity;
}

/// <summary>A recipient whose mail is never refused.</summary>
public sealed class IpBlockRecipientException : IpBlockException
{
    internal IpBlockRecipientException(RecipientException exception, DateTimeOffset now)
        : base(exception.Recipient.ToString(), exception.Comment, exception.Expires, now)
    {
    }

    /// <inheritdoc/>
    public override string Type => "Recipient";

    /// <summary><c>user@domain</c>, <c>*@domain</c> or <c>user@*</c>.</summary>
    public string Recipient => Identity;
}
