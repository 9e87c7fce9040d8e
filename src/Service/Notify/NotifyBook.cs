using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using IpBlock.Files;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace IpBlock.Service.Notify;

/// <summary>What must outlast a restart: what has been told of, what is still to be sent, and until when there have been reports.</summary>
internal sealed class NotifyBook
{
    private const int Format = 1;
    private const long MaxLength = 8 << 20;
    private const int MaxDepth = 12;

    /// <summary>An empty one.</summary>
    public NotifyBook(DateTimeOffset now) => Ledger = new Ledger(now);

    private NotifyBook(Ledger ledger) => Ledger = ledger;

    public Ledger Ledger { get; }

    /// <summary>What is to be sent, by the channel's name.</summary>
    public Dictionary<string, Outbox> Outboxes { get; private init; } = new(StringComparer.Ordinal);

    /// <summary>The time of the last report; null before the first look.</summary>
    public DateTimeOffset? LastDigest { get; set; }

    /// <summary>The outbox of a channel, which is made when there is none.</summary>
    public Outbox OutboxOf(string channel)
    {
        if (!Outboxes.TryGetValue(channel, out var outbox))
            Outboxes[channel] = outbox = new Outbox();
        return outbox;
    }

    /// <summary>Reads the file; an empty book when there is none, or it is damaged.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static NotifyBook Read(OwnedFolder folder, string name, DateTimeOffset now)
    {
        if (!folder.Has(name))
            return new NotifyBook(now);
        using var file = folder.OpenRead(name);
        try
        {
            using var text = new JsonTextReader(new StreamReader(file)) { DateParseHandling = DateParseHandling.None, MaxDepth = MaxDepth };
            return file.Length > MaxLength ? new NotifyBook(now) : Parse(JObject.Load(text), now);
        }
        catch (Exception damaged) when (DamagedJson.Explains(damaged))
        {
            return new NotifyBook(now); // the worst that can come of it is that something is told of twice
        }
    }

    /// <summary>The text of the file.</summary>
    public string ToText() => new JObject
    {
        ["version"] = Format,
        ["about"] = "Written by IpBlock: sent and pending notifications. Can be deleted while the service is stopped.",
        ["lastDigest"] = BookJson.Time(LastDigest),
        ["ledger"] = Ledger.ToJson(),
        ["outboxes"] = new JObject(Outboxes.Select(static one => new JProperty(one.Key, one.Value.ToJson()))),
    }.ToString(Formatting.Indented) + "\n";

    /// <summary>Writes the file in one step.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static void Write(OwnedFolder folder, string name, string text) => folder.Write(
        name,
        file =>
        {
            using var writer = new StreamWriter(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            writer.Write(text);
        },
        name + ".tmp");

    private static NotifyBook Parse(JObject json, DateTimeOffset now)
    {
        if ((int?)json["version"] != Format)
            return new NotifyBook(now);
        return new NotifyBook(Ledger.Parse(json["ledger"], now))
        {
            LastDigest = BookJson.Time(json["lastDigest"]),
            Outboxes = new Dictionary<string, Outbox>(BookJson.Map(json["outboxes"], Outbox.Parse), StringComparer.Ordinal),
        };
    }
}
