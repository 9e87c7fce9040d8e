using Newtonsoft.Json.Linq;

namespace IpBlock.Reporting.State;

/// <summary>A door of a process: where mail servers come to it.</summary>
public sealed record DoorState
{
    /// <summary>One word: policy, milter, metrics.</summary>
    public string Name { get; init; } = "";

    /// <summary>Where it listens, with the port that was taken.</summary>
    public string Address { get; init; } = "";

    /// <summary>Connections that are open now, of all addresses of this door.</summary>
    public int Connections { get; init; }

    /// <summary>How many it holds at the most.</summary>
    public int Limit { get; init; }

    internal JObject ToJson() => new() { ["name"] = Name, ["address"] = Address, ["connections"] = Connections, ["limit"] = Limit };

    internal static DoorState Parse(JToken json) => new()
    {
        Name = StateJson.Text(json["name"]),
        Address = StateJson.Text(json["address"]),
        Connections = StateJson.Number(json["connections"]),
        Limit = StateJson.Number(json["limit"]),
    };
}
