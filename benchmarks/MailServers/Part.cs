using System;
using System.Collections.Generic;

namespace IpBlock.Benchmarks.MailServers;

/// <summary>One table: which clients come, and how.</summary>
/// <param name="Word">Its word on the command line.</param>
/// <param name="Title">What stands above it.</param>
/// <param name="AtATime">How many clients talk at the same time.</param>
internal sealed record Part(string Word, string Title, int AtATime = 50)
{
    public static IReadOnlyList<Part> All { get; } =
    [
        new("strangers", "Clients seen for the first time, nobody listed, 50 at a time"),
        new("listed", "Clients seen for the first time, every second one listed, 50 at a time") { HalfListed = true },
        new("answered", "Clients new to whoever checks whose answers the resolver has, every second one listed, 50 at a time") { HalfListed = true, Answered = true },
        new("known", "A thousand known clients, nobody listed, 50 at a time") { Known = true },
        new("known-listed", "A thousand known clients, every second one listed, 50 at a time") { Known = true, HalfListed = true },
        new("one", "Clients seen for the first time, nobody listed, one at a time", 1) { Share = 0.2 },
        new("crowd", "Clients seen for the first time, every second one listed, 500 at a time", 500) { HalfListed = true },
        new("start", "The first thousand clients after the start, all seen for the first time, every second one listed, 50 at a time") { HalfListed = true, Anew = true },
        new("slow", "20 ms DNS, clients seen for the first time, every second one listed, 50 at a time") { HalfListed = true, Way = Way.Long },
        new("slow-one", "20 ms DNS, clients seen for the first time, nobody listed, one at a time", 1) { Share = 0.02, Way = Way.Long },
        new("dead", "20 ms DNS and one list dead, clients seen for the first time, nobody listed, one at a time", 1) { Share = 0.001, Way = Way.LongAndOneListDead },
    ];

    /// <summary>The parts that are run when none is named.</summary>
    public static IReadOnlyList<string> Main { get; } = ["strangers", "listed"];

    /// <summary>The same thousand clients again and again, instead of new ones.</summary>
    public bool Known { get; private init; }

    /// <summary>Somebody else has asked the resolver about them before.</summary>
    public bool Answered { get; private init; }

    /// <summary>Every second client is on all five lists.</summary>
    public bool HalfListed { get; private init; }

    /// <summary>Whoever checks is started anew for each turn.</summary>
    public bool Anew { get; private init; }

    /// <summary>How many of the sessions that were asked for it makes.</summary>
    public double Share { get; private init; } = 1;

    public Way Way { get; private init; }

    /// <summary>Parts that can share the servers: more clients make Postfix start more processes, which then are in the way of others.</summary>
    public (Way Way, bool IsCrowd) Servers => (Way, AtATime > 50);

    /// <summary>False for what has nothing to begin anew, and for a floor that would wait for a dead list for ever.</summary>
    public bool Has(Kind kind) => Anew ? kind.IsService || kind.Checker == Checker.Floor : Way != Way.LongAndOneListDead || kind.Checker != Checker.Floor;

    public int Sessions(int asked) => Anew ? 1000 : Math.Max((int)(asked * Share), 3);
}
