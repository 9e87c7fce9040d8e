using System.Collections.Generic;
using IpBlock.Settings;

namespace IpBlock.Service.Hosting;

/// <summary>A protocol by which mail servers ask.</summary>
internal interface IServiceDoor
{
    /// <summary>One word, for logs and metrics.</summary>
    string Name { get; }

    /// <summary>How many connections it holds at a time by these settings.</summary>
    int Limit(ServiceSettings settings);

    /// <summary>Where it listens by these settings.</summary>
    IReadOnlyList<ListenAddress> Listen(ServiceSettings settings);
}
