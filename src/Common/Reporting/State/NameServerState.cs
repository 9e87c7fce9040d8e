using System;
using Newtonsoft.Json.Linq;

namespace IpBlock.Reporting.State;

/// <summary>A name server, as a process has come to know it.</summary>
public sealed record NameServerState
{
    /// <summary>Its address, with the port unless it is 53.</summary>
    public string Address { get; init; } = "";

    /// <summary>Whether it answers (<see cref="Dns.NameServerStatus.IsAnswering"/>); null as long as it has not been asked.</summary>
    public bool? IsAnswering { get; init; }

    /// <summary>When it last answered; null when it has not since the start.</summary>
    public DateTimeOffset? LastAnswer { get; init; }

    /// <summary>Whether queries with EDNS0 (RFC 6891) reach it; null as long as that is not known.</summary>
    public bool? HasEdns { get; init; }

    /// <summary>What it last failed with, such as <c>ServerFailure</c> or <c>TimedOut</c>; empty when it has not failed.</summary>
    public string LastError { get; init; } = "";

    /// <summary>When that was; null when it has not failed.</summary>
    public DateTimeOffset? LastErrorAt { get; init; }

    internal JObject ToJson() => new()
    {
        ["address"] = Address,
        ["answering"] = IsAnswering,
        ["lastAnswer"] = StateJson.Time(LastAnswer),
        ["edns"] = HasEdns,
        ["lastError"] = LastError,
        ["lastErrorAt"] = StateJson.Time(LastErrorAt),
    };

    internal static NameServerState Parse(JToken json) => new()
    {
        Address = StateJson.Text(json["address"]),
        IsAnswering = (bool?)json["answering"],
        LastAnswer = StateJson.Time(json["lastAnswer"]),
        HasEdns = (bool?)json["edns"],
        LastError = StateJson.Text(json["lastError"]),
        LastErrorAt = StateJson.Time(json["lastErrorAt"]),
    };
}
