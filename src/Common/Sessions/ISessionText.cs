namespace IpBlock.Sessions;

/// <summary>
/// What the decision log calls a session. Asked only when something is to be logged, or when it matters whose mail it is, so that a door may make the texts as
/// late as that. What a door does not know is empty.
/// </summary>
public interface ISessionText
{
    /// <summary>The session's id, as the mail server's own logs have it.</summary>
    string SessionId { get; }

    /// <summary>Address and port of this server; empty when the door does not know.</summary>
    string LocalEndpoint { get; }

    /// <summary>Address and port of the client.</summary>
    string RemoteEndpoint { get; }

    /// <summary>The sender of the message, as MAIL gave it, in any spelling; empty before that, and for the null sender.</summary>
    string Sender { get; }

    /// <summary>What the client calls itself.</summary>
    string HeloName { get; }

    /// <summary>The client's host name as the mail server found it; empty when it has none.</summary>
    string ClientName { get; }
}
