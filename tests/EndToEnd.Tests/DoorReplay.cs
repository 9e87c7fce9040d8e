using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Administration.Logs;
using IpBlock.Administration.Replay;
using IpBlock.Settings;

namespace IpBlock.EndToEnd;

/// <summary>What a door has logged, judged once more by the settings that it was made by: everything comes out as it was.</summary>
public sealed class DoorReplay : IDisposable
{
    private readonly DecisionLogReader _log;
    private readonly Replay _replay;

    public DoorReplay(Door door)
    {
        var settings = SettingsFile.Load(door.SettingsPath).Settings!;
        _log = DecisionLogReader.For(settings, door.SettingsPath);
        _replay = new Replay(settings, door.SettingsPath, settings);
    }

    public void Dispose() => _replay.Dispose();

    /// <summary>The decisions since the last call that come out as something else, or cannot be told; and how many there were.</summary>
    public (int Decisions, IReadOnlyList<string> Others) Judge()
    {
        var judged = _log.ReadNew().Select(_replay.Judge).ToList();
        return (judged.Count, [.. judged.Where(static one => one.After is null || one.IsChanged).Select(static one => $"{one.Line.Action} {one.Line.Rule} {one.Line.RemoteEndpoint} {one.Line.Recipient}: {one.Before}, by replay {one.After} {one.Why}")]);
    }
}
