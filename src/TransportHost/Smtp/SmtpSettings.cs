using System;
using System.Net;

namespace IpBlock.TransportHost.Smtp;

/// <summary>What a conversation allows. The limits are those of RFC 5321 §4.5.3.1 where it names one.</summary>
public sealed class SmtpSettings
{
    /// <summary>The name in the greeting.</summary>
    public string ServerName { get; set; } = "ipblock.invalid";

    /// <summary>Octets of a command line, CRLF included (RFC 5321 §4.5.3.1.4).</summary>
    public int MaxCommandLine { get; set; } = 512;

    /// <summary>Octets of a message, 10 MiB unless set: a message is held in memory until it is accepted.</summary>
    public long MaxMessageSize { get; set; } = 10 * 1024 * 1024;

    /// <summary>Recipients of one message (RFC 5321 §4.5.3.1.8 asks for 100 at least).</summary>
    public int MaxRecipients { get; set; } = 100;

    /// <summary>Unknown, malformed and misplaced commands that are answered one by one; the next closes the connection.</summary>
    public int MaxErrors { get; set; } = 10;

    /// <summary>The one user of AUTH PLAIN; AUTH is not offered without.</summary>
    public string? UserName { get; set; }

    /// <summary>The password of <see cref="UserName"/>.</summary>
    public string? Password { get; set; }

    /// <summary>Whether an address belongs to a server of the organization. None does unless set.</summary>
    public Func<IPAddress, bool> IsInternal { get; set; } = _ => false;

    /// <summary>Takes a line about an agent or a folder that failed. Called on any thread; must not throw.</summary>
    public Action<string> Log { get; set; } = Console.Error.WriteLine;
}
