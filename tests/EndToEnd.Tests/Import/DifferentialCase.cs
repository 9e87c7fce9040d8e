using System.Collections.Generic;
using IpBlock.Administration.Import;

namespace IpBlock.EndToEnd.Import;

/// <summary>One thing that a client can be: on a list, with these return codes.</summary>
public sealed record Listing(string Zone, params string[] Codes)
{
    /// <summary>Listed with 127.0.0.2.</summary>
    public static Listing On(string zone) => new(zone, "127.0.0.2");
}

/// <summary>What a client says.</summary>
public sealed record Envelope(string Helo, string Sender, string Recipient)
{
    /// <summary>A stranger who writes to a user of the site.</summary>
    public static Envelope Usual { get; } = new("mail.sender.example", "a@sender.example", "user@site.example");
}

/// <summary>One client with what he says. He is on the listings whose bits are set.</summary>
public sealed record DifferentialQuestion(string Client, uint Listings, Envelope Envelope);

/// <summary>A configuration of a mail server, and the world in which it is asked.</summary>
public sealed record DifferentialCase(string Name, ImportSource Source, string Text, IReadOnlyList<Listing> Listings)
{
    /// <summary>Second octets of the clients: for conditions that name networks, such as 11.2.0.0/16.</summary>
    public IReadOnlyList<int> Networks { get; init; } = [1];

    public IReadOnlyList<Envelope> Envelopes { get; init; } = [Envelope.Usual];
}
