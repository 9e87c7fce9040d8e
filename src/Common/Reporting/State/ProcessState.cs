using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace IpBlock.Reporting.State;

/// <summary>
/// What a process really does: the settings, providers and lists it has in force, its doors and name servers, and what is wrong. No key of a list is in it.
/// </summary>
public sealed record ProcessState
{
    private const int Format = 1;

    /// <summary>When this was written.</summary>
    public DateTimeOffset Written { get; init; }

    /// <summary>When the process was ended as it should be; null while it runs, or when it died.</summary>
    public DateTimeOffset? Stopped { get; init; }

    /// <summary>The version of IpBlock.</summary>
    public string Version { get; init; } = "";

    /// <summary>Service or agent.</summary>
    public ProcessRole Role { get; init; }

    /// <summary>The program's name, such as <c>ipblock</c> or <c>EdgeTransport</c>.</summary>
    public string Program { get; init; } = "";

    /// <summary>The machine's name: a folder may be shared.</summary>
    public string Machine { get; init; } = "";

    /// <summary>The process id.</summary>
    public int ProcessId { get; init; }

    /// <summary>When the process began to filter.</summary>
    public DateTimeOffset Started { get; init; }

    /// <summary>The settings in force.</summary>
    public SettingsState Settings { get; init; } = new();

    /// <summary>What stands against the settings in force, of things that pass and are not of a list, in sentences; each is tried again by itself.</summary>
    public IReadOnlyList<string> Troubles { get; init; } = [];

    /// <summary>The doors of a service; none of an agent, which Exchange calls.</summary>
    public IReadOnlyList<DoorState> Doors { get; init; } = [];

    /// <summary>The name servers, best first.</summary>
    public IReadOnlyList<NameServerState> NameServers { get; init; } = [];

    /// <summary>True while no list can be asked, because the name servers or the line are down.</summary>
    public bool IsCutOff { get; init; }

    /// <summary>True when the last 200 connections or more came from private networks.</summary>
    public bool SeesOnlyPrivateClients { get; init; }

    /// <summary>True when the providers are watched; their states mean nothing when they are not.</summary>
    public bool WatchesProviders { get; init; }

    /// <summary>The providers that are asked.</summary>
    public IReadOnlyList<ProviderState> Providers { get; init; } = [];

    /// <summary>The enabled lists in files.</summary>
    public IReadOnlyList<ListState> Lists { get; init; } = [];

    /// <summary>The last notices, the newest last; 20 at the most.</summary>
    public IReadOnlyList<NoticeState> Notices { get; init; } = [];

    /// <summary>Counters since the start, by name.</summary>
    public IReadOnlyDictionary<string, long> Counters { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);

    /// <summary>
    /// True when the other is of the same kind of process on the same machine with the same settings: a newer one stands for an older that has ended.
    /// </summary>
    public bool IsSameProgram(ProcessState other) =>
        other is not null && Role == other.Role && Same(Program, other.Program) && Same(Machine, other.Machine) && Same(Settings.Path, other.Settings.Path);

    /// <summary>As it is written into the file.</summary>
    internal JObject ToJson() => new()
    {
        ["version"] = Format,
        ["about"] = "Written by IpBlock: the state of this process. Can be deleted.",
        ["written"] = StateJson.Time(Written),
        ["stopped"] = StateJson.Time(Stopped),
        ["product"] = Version,
        ["role"] = Role.ToString(),
        ["program"] = Program,
        ["machine"] = Machine,
        ["processId"] = ProcessId,
        ["started"] = StateJson.Time(Started),
        ["settings"] = Settings.ToJson(),
        ["troubles"] = new JArray(Troubles),
        ["doors"] = StateJson.List(Doors, static door => door.ToJson()),
        ["nameServers"] = StateJson.List(NameServers, static server => server.ToJson()),
        ["cutOff"] = IsCutOff,
        ["onlyPrivateClients"] = SeesOnlyPrivateClients,
        ["watched"] = WatchesProviders,
        ["providers"] = StateJson.List(Providers, static provider => provider.ToJson()),
        ["lists"] = StateJson.List(Lists, static list => list.ToJson()),
        ["notices"] = StateJson.List(Notices, static notice => notice.ToJson()),
        ["counters"] = new JObject(Counters.Select(static counter => new JProperty(counter.Key, counter.Value))),
    };

    /// <exception cref="FormatException">It is of a later version, or lacks what every state has.</exception>
    internal static ProcessState Parse(JObject json)
    {
        if ((int?)json["version"] != Format || StateJson.Time(json["written"]) is not { } written)
            throw new FormatException("It was written by another version, or is damaged.");
        return new ProcessState
        {
            Written = written,
            Stopped = StateJson.Time(json["stopped"]),
            Version = StateJson.Text(json["product"]),
            Role = StateJson.Word<ProcessRole>(json["role"]),
            Program = StateJson.Text(json["program"]),
            Machine = StateJson.Text(json["machine"]),
            ProcessId = StateJson.Number(json["processId"]),
            Started = StateJson.Time(json["started"]) ?? written,
            Settings = SettingsState.Parse(json["settings"]),
            Troubles = StateJson.List(json["troubles"], StateJson.Text),
            Doors = StateJson.List(json["doors"], DoorState.Parse),
            NameServers = StateJson.List(json["nameServers"], NameServerState.Parse),
            IsCutOff = StateJson.Truth(json["cutOff"]),
            SeesOnlyPrivateClients = StateJson.Truth(json["onlyPrivateClients"]),
            WatchesProviders = StateJson.Truth(json["watched"]),
            Providers = StateJson.List(json["providers"], ProviderState.Parse),
            Lists = StateJson.List(json["lists"], ListState.Parse),
            Notices = StateJson.List(json["notices"], NoticeState.Parse),
            Counters = CountersIn(json["counters"]),
        };
    }

    private static Dictionary<string, long> CountersIn(JToken? json)
    {
        var counters = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var counter in json is JObject all ? all.Properties() : [])
            counters[Printable.Line(counter.Name)] = StateJson.Count(counter.Value);
        return counters;
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
