using System;
using IpBlock.Notices;
using Newtonsoft.Json.Linq;

namespace IpBlock.Reporting.State;

/// <summary>A notice that a process has told.</summary>
public sealed record NoticeState
{
    /// <summary>When it was told.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>How much it matters.</summary>
    public NoticeLevel Level { get; init; }

    /// <summary>The event id.</summary>
    public int Id { get; init; }

    /// <summary>One line in plain words.</summary>
    public string Text { get; init; } = "";

    internal JObject ToJson() => new() { ["at"] = StateJson.Time(At), ["level"] = Level.ToString(), ["id"] = Id, ["text"] = Text };

    internal static NoticeState Parse(JToken json) => new()
    {
        At = StateJson.Time(json["at"]) ?? default,
        Level = StateJson.Word<NoticeLevel>(json["level"]),
        Id = StateJson.Number(json["id"]),
        Text = StateJson.Text(json["text"]),
    };
}
