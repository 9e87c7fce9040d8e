namespace IpBlock.Service.Metrics;

/// <summary>What is counted of the connections of a door.</summary>
internal sealed class DoorFigures
{
    private readonly LabelledCounter _connections;
    private readonly string _door;

    public DoorFigures(LabelledCounter connections, string door)
    {
        (_connections, _door) = (connections, door);
        foreach (var what in (string[])["accepted", "refused", "stalled", "broken"])
            connections.Show(door, what);
    }

    public void Accepted() => _connections.Add(_door, "accepted");

    /// <summary>Closed, because there were too many.</summary>
    public void Refused() => _connections.Add(_door, "refused");

    /// <summary>Closed, because the other side said nothing for too long.</summary>
    public void Stalled() => _connections.Add(_door, "stalled");

    /// <summary>Ended in the middle.</summary>
    public void Broken() => _connections.Add(_door, "broken");
}
