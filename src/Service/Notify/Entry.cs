using System;
using System.Collections.Generic;
using IpBlock.Settings;
using Newtonsoft.Json.Linq;

namespace IpBlock.Service.Notify;

/// <summary>What is remembered of a subject.</summary>
internal sealed class Entry
{
    /// <summary>Since when it has been wrong; null when it is well, or is an event.</summary>
    public DateTimeOffset? Since { get; set; }

    /// <summary>Since when nobody has said so any more; null while somebody does.</summary>
    public DateTimeOffset? GoneSince { get; set; }

    /// <summary>When it was last told of as wrong; null when it has not been.</summary>
    public DateTimeOffset? ToldAt { get; set; }

    /// <summary>True when it has been told that it is wrong now, so that its end is to be told too.</summary>
    public bool IsTold { get; set; }

    public NotifySeverity Severity { get; set; }

    public string Text { get; set; } = "";

    public string NextStep { get; set; } = "";

    /// <summary>The processes that said so.</summary>
    public IReadOnlyList<string> Processes { get; set; } = [];

    /// <summary>True when nothing depends on it any more.</summary>
    public bool IsForgettable(DateTimeOffset now, TimeSpan every) => Since is null && !IsTold && (ToldAt is not { } told || now - told >= every);

    /// <summary>True when it may be told of: not within <paramref name="every"/> of the last time, unless a clock has been set back since.</summary>
    public bool MayBeTold(DateTimeOffset now, TimeSpan every) => ToldAt is not { } told || told > now || now - told >= every;

    public JObject ToJson() => new()
    {
        ["since"] = BookJson.Time(Since),
        ["goneSince"] = BookJson.Time(GoneSince),
        ["toldAt"] = BookJson.Time(ToldAt),
        ["told"] = IsTold,
        ["severity"] = Severity.ToString(),
        ["text"] = Text,
        ["processes"] = new JArray(Processes),
    };

    /// <exception cref="Exception">Of those that <see cref="DamagedJson.Explains"/> knows: it is damaged.</exception>
    public static Entry Parse(JToken json) => new()
    {
        Since = BookJson.Time(json["since"]),
        GoneSince = BookJson.Time(json["goneSince"]),
        ToldAt = BookJson.Time(json["toldAt"]),
        IsTold = (bool?)json["told"] ?? false,
        Severity = BookJson.Word<NotifySeverity>(json["severity"]),
        Text = BookJson.Text(json["text"]),
        Processes = BookJson.List(json["processes"], BookJson.Text),
    };
}
