using System.Collections.Generic;
using System.Net;

namespace IpBlock.TransportHost.Demo;

/// <summary>A session that is played, and what is to come of it.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Client">Whom it comes from.</param>
/// <param name="Recipients">To whom it writes.</param>
/// <param name="Refused">The reply that refuses it, or null when it is served. At the greeting when it writes to nobody.</param>
/// <param name="Delivered">How many of the recipients get the mail.</param>
/// <param name="Rule">The rule that the decision log names.</param>
internal sealed record DemoSession(string Title, IPAddress Client, IReadOnlyList<string> Recipients, string? Refused, int Delivered, string Rule)
{
    private const string User = "user@site.example";
    private const string Postmaster = "postmaster@site.example";

    /// <summary>With the sample settings as they are.</summary>
    public static IReadOnlyList<DemoSession> Sample { get; } =
    [
        Served("A client that no list knows is served.", "127.0.0.1", ""),
        new("A provider with any code: its own message, before any mail is read.", Address("127.0.0.2"), [User],
            "550 5.7.1 127.0.0.2 is on the list any-code. Ask for removal at https://any.blocklist.example/127.0.0.2", 0, "BlockProvider"),
        new("A provider with a bit mask: 127.0.0.5 holds the bit 4.", Address("127.0.0.3"), [User],
            "550 5.7.1 127.0.0.3 is a dial-up line (bits.blocklist.example says 127.0.0.5). Please send through your provider's mail server", 0, "BlockProvider"),
        Served("The same list, but the code 127.0.0.3 does not hold the bit.", "127.0.0.6", ""),
        new("A provider with a response list and a status code of its own, and the reason that the list gives.", Address("127.0.0.4"), [User],
            "554 5.7.1 Refused: sends bulk mail without consent", 0, "BlockProvider"),
        Served("The same list, but the code 127.0.0.3 is not among its responses.", "127.0.0.5", ""),
        new("An exempt recipient: the same client is refused for one and heard for the other.", Address("127.0.0.2"), [User, Postmaster],
            "550 5.7.1 127.0.0.2 is on the list any-code. Ask for removal at https://any.blocklist.example/127.0.0.2", 1, "BlockProvider"),
        Served("An exempt client: on the list, and served.", "127.0.0.9", "ClientException"),
        Served("A list that answers with an error code (127.255.255.254) refuses nobody.", "127.0.0.7", ""),
        new("A client with an IPv6 address, told by a proxy in front.", Address("2001:db8::bad"), [User],
            "550 5.7.1 2001:db8::bad is on the list any-code. Ask for removal at https://any.blocklist.example/2001:db8::bad", 0, "BlockProvider"),
    ];

    /// <summary>Without the exempt recipient: nobody needs to be heard out any more.</summary>
    public static DemoSession AtConnect { get; } = new(
        "The same client after the exempt recipient was taken out of the settings, while the server runs: refused by the greeting.", Address("127.0.0.2"), [],
        "550 5.7.1 127.0.0.2 is on the list any-code. Ask for removal at https://any.blocklist.example/127.0.0.2", 0, "BlockProvider");

    /// <summary>Whether it takes a proxy to come from there.</summary>
    public bool NeedsProxy => !IPAddress.IsLoopback(Client);

    private static DemoSession Served(string title, string client, string rule) => new(title, Address(client), [User], null, 1, rule);

    private static IPAddress Address(string text) => IPAddress.Parse(text);
}
