using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Administration.Import;

namespace IpBlock.EndToEnd.Import;

/// <summary>How much of what Exim refuses by lists IpBlock is to refuse too.</summary>
public enum Carried
{
    All,
    Part,
    Nothing,
}

/// <summary>A configuration of Exim that shows one thing, or one that was made up by chance.</summary>
public sealed record EximSample(string Name, string Text, Carried Carried)
{
    private static readonly Envelope FromFriend = Envelope.Usual with { Sender = "b@friend.example" };
    private static readonly Envelope ToRelay = Envelope.Usual with { Recipient = "user@relay.example" };
    private static readonly Envelope ToPostmaster = Envelope.Usual with { Recipient = "postmaster@site.example" };

    public IReadOnlyList<Listing> Listings { get; init; } = [Listing.On("a.example.org"), Listing.On("b.example.org")];

    /// <summary>As a case; clients, senders and recipients that the text makes a difference for are asked too.</summary>
    public DifferentialCase ToCase() => new(Name, ImportSource.Exim, Text, Listings)
    {
        Networks = Text.Contains("11.2.0.0", StringComparison.Ordinal) ? [1, 2] : [1],
        Envelopes =
        [
            Envelope.Usual,
            .. Text.Contains("friend.example", StringComparison.Ordinal) ? [FromFriend] : Array.Empty<Envelope>(),
            .. Text.Contains("relay.example", StringComparison.Ordinal) ? [ToRelay] : Array.Empty<Envelope>(),
            .. Text.Contains("postmaster", StringComparison.Ordinal) ? [ToPostmaster] : Array.Empty<Envelope>(),
        ],
    };

    /// <summary>A configuration whose list for recipients has these statements.</summary>
    public static EximSample Rcpt(string name, Carried carried, params string[] statements) =>
        Of(name, carried, [], "acl_check_rcpt:\n" + string.Join('\n', statements));

    /// <summary>A configuration with these lists; an option names each that is called acl_check_ and a stage.</summary>
    public static EximSample Of(string name, Carried carried, string[] main, string acl)
    {
        var stages = new[] { "connect", "helo", "mail", "rcpt", "data" }.Where(stage => acl.Contains($"acl_check_{stage}:", StringComparison.Ordinal)).ToList();
        var options = stages.Select(stage => $"acl_smtp_{stage} = acl_check_{stage}");

        // Exim takes no mail for anybody unless a list says so.
        if (!stages.Contains("rcpt") && !main.Any(line => line.StartsWith("acl_smtp_rcpt", StringComparison.Ordinal)))
        {
            options = options.Append("acl_smtp_rcpt = acl_everybody");
            acl += "\nacl_everybody:\n  accept";
        }

        string[] lines = ["domainlist local_domains = site.example", .. main, .. options, "begin acl", acl, ""];
        return new EximSample(name, string.Join('\n', lines), carried);
    }
}
