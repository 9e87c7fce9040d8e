using System;
using IpBlock.Settings;
using Newtonsoft.Json.Linq;

namespace IpBlock.Service.Notify;

/// <summary>What has become of a subject.</summary>
internal enum ItemState
{
    /// <summary>It is wrong.</summary>
    Wrong,

    /// <summary>It was told of as wrong, and is well again.</summary>
    Solved,

    /// <summary>Something has happened that is over with that: a notice.</summary>
    Event,
}

/// <summary>One thing that is notified of.</summary>
/// <param name="At">When it was found out.</param>
/// <param name="Subject">What it is about (<see cref="Notify.Subject.Id"/>).</param>
/// <param name="State">What has become of that.</param>
/// <param name="Severity">How bad it is; of what is solved, how bad it was.</param>
/// <param name="Text">What it is and what to do.</param>
/// <param name="NextStep">What to do, where that is known apart from the text; else empty.</param>
internal sealed record Item(DateTimeOffset At, string Subject, ItemState State, NotifySeverity Severity, string Text, string NextStep)
{
    public JObject ToJson() => new()
    {
        ["at"] = BookJson.Time(At),
        ["subject"] = Subject,
        ["state"] = State.ToString(),
        ["severity"] = Severity.ToString(),
        ["text"] = Text,
        ["nextStep"] = NextStep,
    };

    /// <exception cref="Exception">Of those that <see cref="DamagedJson.Explains"/> knows: it is damaged.</exception>
    public static Item Parse(JToken json) => new(
        BookJson.TimeOf(json["at"]), BookJson.Text(json["subject"]), BookJson.Word<ItemState>(json["state"]),
        BookJson.Word<NotifySeverity>(json["severity"]), BookJson.Text(json["text"]), BookJson.Text(json["nextStep"]));
}
