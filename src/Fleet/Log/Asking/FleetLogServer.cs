using System;

namespace IpBlock.Fleet.Log.Asking;

/// <summary>How far the log of a server has gone up.</summary>
public sealed record FleetLogServer
{
    /// <summary>What the server is called in the fleet.</summary>
    public required string Name { get; init; }

    /// <summary>How many decisions have gone up, those among them that are deleted by now.</summary>
    public long Decisions { get; init; }

    /// <summary>The time of the newest; null when there is none.</summary>
    public DateTimeOffset? Newest { get; init; }

    /// <summary>How long ago it last uploaded, by the database's clock; null when it never did.</summary>
    public TimeSpan? Silence { get; init; }

    /// <summary>How many bytes were still to go up then.</summary>
    public long Pending { get; init; }

    /// <summary>How many files were deleted before they had gone up.</summary>
    public long LostFiles { get; init; }

    /// <summary>How many bytes these had that had not gone up.</summary>
    public long LostBytes { get; init; }

    /// <summary>How many decisions were dated before or behind what the database keeps.</summary>
    public long PassedOver { get; init; }
}
