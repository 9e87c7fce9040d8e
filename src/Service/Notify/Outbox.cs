using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Settings;
using Newtonsoft.Json.Linq;

namespace IpBlock.Service.Notify;

/// <summary>
/// What is still to be sent on one way. What gathers while it cannot be sent goes out in one message as soon as it can: 500 items and one report are kept, for
/// three days. After a failure the next try is a minute later, and twice as long after each further one, up to an hour. Not for two threads at a time.
/// </summary>
internal sealed class Outbox
{
    /// <summary>What is older interests nobody any more.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(3);

    private const int MostItems = 500;
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    private readonly List<(Item Item, DateTimeOffset Added)> _items = [];
    private Digest? _digest;
    private string _id = Notification.NewId();
    private string _digestId = Notification.NewId();
    private int _dropped;
    private int _failures; // in a row
    private TimeSpan _notBefore;

    /// <summary>Why the last try failed, or whom it did not reach; empty when all is well.</summary>
    public string Problem { get; private set; } = "";

    /// <summary>Since when that has been so; null when all is well.</summary>
    public DateTimeOffset? FailingSince { get; private set; }

    private bool HasMail => _items.Count > 0 || _digest is not null;

    /// <summary>Adds what is to be told. When there is no room the oldest are dropped and counted.</summary>
    public void Add(IEnumerable<Item> items, DateTimeOffset now)
    {
        _items.AddRange(items.Select(item => (item, now)));
        _id = Notification.NewId();
        Drop(Math.Max(0, _items.Count - MostItems));
    }

    /// <summary>Adds a report, in the place of one that has not been sent.</summary>
    public void Add(Digest digest) => (_digest, _digestId) = (digest, Notification.NewId());

    /// <summary>What is to be sent now; null when there is nothing, or it is not yet time.</summary>
    /// <param name="now">The time of day.</param>
    /// <param name="elapsed">Time since an arbitrary start.</param>
    /// <param name="server">The server's name.</param>
    public Notification? Next(DateTimeOffset now, TimeSpan elapsed, string server)
    {
        Drop(_items.FindIndex(item => now - item.Added < KeptFor) is >= 0 and var fresh ? fresh : _items.Count);
        if (elapsed < _notBefore || !HasMail)
            return null;
        // The worse first: a report can wait.
        return _items.Count > 0
            ? new Notification { Id = _id, At = now, Server = server, Items = [.. _items.Select(static one => one.Item)], Dropped = _dropped }
            : new Notification { Id = _digestId, At = now, Server = server, Digest = _digest };
    }

    /// <summary>Takes note of what became of a notification that <see cref="Next"/> gave.</summary>
    public void Settle(Notification sent, SendResult result, DateTimeOffset now, TimeSpan elapsed)
    {
        if (result.IsSent)
        {
            _items.RemoveAll(one => sent.Items.Contains(one.Item));
            _dropped = Math.Max(0, _dropped - sent.Dropped);
            if (ReferenceEquals(_digest, sent.Digest))
                _digest = null;
            _id = Notification.NewId();
        }

        _failures = result.IsSent ? 0 : _failures + 1;
        FailingSince = result.Problem.Length == 0 ? null : FailingSince ?? now;
        Problem = result.Problem;
        _notBefore = result.IsSent ? elapsed : elapsed + WaitAfter(_failures, result.RetryAfter);
    }

    /// <summary>The settings have changed: it may go now.</summary>
    public void Hurry() => _notBefore = TimeSpan.MinValue;

    /// <summary>How long after so many failures in a row the next try is made.</summary>
    public static TimeSpan WaitAfter(int failures, TimeSpan? wanted)
    {
        var wait = FirstRetry * Math.Pow(2, Math.Clamp(failures, 1, 10) - 1);
        if (wanted > wait)
            wait = wanted.Value;
        return wait < LongestWait ? wait : LongestWait;
    }

    public JObject ToJson() => new()
    {
        ["id"] = _id,
        ["items"] = new JArray(_items.Select(static one => new JObject(one.Item.ToJson()) { ["added"] = BookJson.Time(one.Added) })),
        ["dropped"] = _dropped,
        ["failures"] = _failures,
        ["failingSince"] = BookJson.Time(FailingSince),
        ["problem"] = Problem,
        ["report"] = _digest is { } digest ? new JObject { ["id"] = _digestId, ["title"] = digest.Title, ["text"] = digest.Text, ["figures"] = digest.Figures } : null,
    };

    /// <exception cref="Exception">Of those that <see cref="DamagedJson.Explains"/> knows: it is damaged.</exception>
    public static Outbox Parse(JToken json)
    {
        var outbox = new Outbox
        {
            _id = IdOf(json["id"]),
            _digestId = IdOf((json["report"] as JObject)?["id"]),
            _dropped = Math.Max(0, (int?)json["dropped"] ?? 0),
            _failures = Math.Max(0, (int?)json["failures"] ?? 0),
            FailingSince = BookJson.Time(json["failingSince"]),
            Problem = BookJson.Text(json["problem"]),
            _digest = json["report"] is JObject report
                ? new Digest(BookJson.Text(report["title"]), (string?)report["text"] ?? "", report["figures"] as JObject ?? []) : null,
        };
        outbox._items.AddRange(BookJson.List(json["items"], static item => (Item.Parse(item), BookJson.TimeOf(item["added"]))).Take(MostItems));
        return outbox;
    }

    // It goes into headers of mails, so nothing but what was written here is taken back.
    private static string IdOf(JToken? json) => Guid.TryParseExact((string?)json, "N", out var id) ? id.ToString("N") : Notification.NewId();

    private void Drop(int count)
    {
        _items.RemoveRange(0, count);
        _dropped += count;
    }
}
