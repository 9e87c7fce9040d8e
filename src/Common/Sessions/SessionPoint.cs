namespace IpBlock.Sessions;

/// <summary>A point of a session at which a door can answer, in the words of the decision log.</summary>
/// <param name="name">Such as OnConnect.</param>
/// <param name="refused">What it is that is refused there: Connection, Command or Message.</param>
public readonly struct SessionPoint(string name, string refused)
{
    /// <summary>The client has connected.</summary>
    public static SessionPoint Connect => new("OnConnect", "Connection");

    /// <summary>It has said HELO.</summary>
    public static SessionPoint Helo => new("OnHeloCommand", "Command");

    /// <summary>It has said EHLO, where the mail server tells that from HELO.</summary>
    public static SessionPoint Ehlo => new("OnEhloCommand", "Command");

    /// <summary>It has named a recipient.</summary>
    public static SessionPoint Recipient => new("OnRcptCommand", "Command");

    /// <summary>The headers of a message are here.</summary>
    public static SessionPoint EndOfHeaders => new("OnEndOfHeaders", "Message");

    /// <summary>The event, as the log names it.</summary>
    public string Name { get; } = name;

    /// <summary>What is refused at this point.</summary>
    public string Refused { get; } = refused;
}
