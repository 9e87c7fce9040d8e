using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Settings;

namespace IpBlock.Service.Notify;

/// <summary>One message to the administrator.</summary>
internal sealed record Notification
{
    /// <summary>What tells it from all others; a second try has the same one.</summary>
    public required string Id { get; init; }

    /// <summary>When it is sent.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The server that it comes from.</summary>
    public required string Server { get; init; }

    /// <summary>What it tells of, the oldest first.</summary>
    public IReadOnlyList<Item> Items { get; init; } = [];

    /// <summary>How many more there were before these, which could not be sent in time or had no room.</summary>
    public int Dropped { get; init; }

    /// <summary>The report, if it is one.</summary>
    public Digest? Digest { get; init; }

    /// <summary>True for one that the administrator has sent to see whether it arrives.</summary>
    public bool IsTest { get; init; }

    /// <summary>One word: alert, solved, event, report, test.</summary>
    public string Kind => IsTest ? "test" : Digest is not null ? "report"
        : Wrong.Any() ? "alert" : Items.Any(static item => item.State == ItemState.Event) ? "event" : "solved";

    /// <summary>The worst of what is wrong or has happened; information where nothing is.</summary>
    public NotifySeverity Severity => Items.Where(static item => item.State != ItemState.Solved)
        .Select(static item => item.Severity).DefaultIfEmpty(NotifySeverity.Information).Max();

    private IEnumerable<Item> Wrong => Items.Where(static item => item.State == ItemState.Wrong);

    /// <summary>One that says that notifications arrive.</summary>
    public static Notification Test(DateTimeOffset now, string server) => new() { Id = NewId(), At = now, Server = server, IsTest = true };

    public static string NewId() => Guid.NewGuid().ToString("N");
}
