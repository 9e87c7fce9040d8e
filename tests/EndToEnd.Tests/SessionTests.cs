using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Testing.Sessions;
using Xunit;

[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace IpBlock.EndToEnd;

/// <summary>The lists and the doors, started when they are first needed.</summary>
public sealed class Doors : IAsyncLifetime
{
    private readonly Dictionary<(string Door, string Settings), Door> _doors = [];
    private readonly Dictionary<Door, DoorReplay> _replays = [];

    public BlockLists Lists { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Lists = await BlockLists.StartAsync();

    public async Task<Door> OpenAsync(string door, string settings)
    {
        if (!_doors.TryGetValue((door, settings), out var open))
        {
            open = door switch
            {
                "agent" => await AgentDoor.StartAsync(settings, Lists.EndPoint),
                "mono" => await MonoDoor.StartAsync(settings, Lists.EndPoint),
                "postfix" => await PostfixDoor.StartAsync(settings, Lists.EndPoint),
                "postfix-milter" => await PostfixMilterDoor.StartAsync(settings, Lists.EndPoint),
                "sendmail" => await SendmailDoor.StartAsync(settings, Lists.EndPoint),
                _ => throw new ArgumentOutOfRangeException(nameof(door), door, "no such door"),
            };
            _doors.Add((door, settings), open);
        }

        return open;
    }

    /// <summary>What the door has logged since the last call, judged once more.</summary>
    public DoorReplay ReplayOf(Door door) => _replays.TryGetValue(door, out var known) ? known : _replays[door] = new DoorReplay(door);

    public async ValueTask DisposeAsync()
    {
        foreach (var replay in _replays.Values)
            replay.Dispose();
        foreach (var door in _doors.Values)
            await door.DisposeAsync();
        await Lists.DisposeAsync();
    }
}

/// <summary>Every session at every door it is for, with rbldnsd and unbound behind.</summary>
public sealed class SessionTests(Doors doors) : IClassFixture<Doors>
{
    private static readonly IReadOnlyList<Session> Sessions = SessionFile.LoadAll(Path.Combine(AppContext.BaseDirectory, "Sessions"));

    public static TheoryData<string, string> All()
    {
        var data = new TheoryData<string, string>();
        foreach (var session in Sessions)
        {
            foreach (var door in new[] { "agent", "mono", "postfix", "postfix-milter", "sendmail" }.Where(session.RunsAt))
                data.Add(door, Path.GetFileNameWithoutExtension(session.File) + ": " + session.Name);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task The_session_goes_as_written(string door, string name)
    {
        var session = Sessions.Single(one => string.Equals(Path.GetFileNameWithoutExtension(one.File) + ": " + one.Name, name, StringComparison.Ordinal));
        var open = await doors.OpenAsync(door, session.Settings);
        (await new SessionRunner(open.SessionHost).RunAsync(session)).EnsurePassed();
        Assert.Empty(doors.ReplayOf(open).Judge().Others);
    }
}
