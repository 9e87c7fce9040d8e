namespace IpBlock.Sessions;

/// <summary>What the decision log calls a session. Asked only when something is to be logged, so that a door may make the texts as late as that.</summary>
public interface ISessionText
{
    /// <summary>The session's id, as the mail server's own logs have it.</summary>
    string SessionId { get; }

    /// <summary>Address and port of this server; empty when the door does not know.</summary>
    string LocalEndpoint { get; }

    /// <summary>Address and port of the client.</summary>
    string RemoteEndpoint { get; }
}
