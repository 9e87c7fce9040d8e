using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Fleet;
using IpBlock.Fleet.Connection;
using IpBlock.Fleet.Following;
using IpBlock.Notices;
using IpBlock.Settings;
using IpBlock.Testing.Servers;
using IpBlock.Time;

namespace IpBlock.Benchmarks.Fleet;

/// <summary>
/// So many servers of a fleet in one process, each with a login, a folder and a connection of its own, over the code that a server has: how long until all are connected,
/// until all have a new version, and until all are back after the database was killed.
/// </summary>
internal static class FleetServers
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    public static async Task RunAsync(int servers)
    {
        var connections = string.Create(CultureInfo.InvariantCulture, $"max_connections={(servers * 2) + 50}");
        await using var server = await PostgreSql.StartAsync(settings: ["log_statement=none", connections, "shared_buffers=256MB"], limit: TimeSpan.FromHours(3));
        using var folder = new ScratchFolder();
        var path = folder.Write("ipblock.json", "{}");
        var superuser = await server.CreateDatabaseAsync();
        var administrator = new FleetMembership(path, Clock.System);
        await administrator.InitAsync(superuser, "admin", CancellationToken.None);
        var watch = Stopwatch.StartNew();
        var machines = new List<string>();
        for (var i = 0; i < servers; i++)
            machines.Add(await JoinAsync(administrator, folder, i));
        Say($"{servers:N0} servers joined one after the other in {watch.Elapsed.TotalSeconds:N0} s");
        watch.Restart();
        var members = machines.ConvertAll(static machine => new Simulated(machine));
        await UntilAsync(() => members.TrueForAll(static member => member.Reached.Count > 0));
        Say($"all {servers:N0} started at once: connected and hearing after {watch.Elapsed.TotalSeconds:N1} s; PostgreSQL takes {MegabytesOfPostgreSql(connections)} MB (PSS), this process {Environment.WorkingSet >> 20} MB");
        for (var round = 1; round <= 3; round++)
            await PushAsync(path, members, round);
        await server.KillAsync();
        foreach (var member in members)
            member.Reached.Clear();
        await Task.Delay(TimeSpan.FromSeconds(20));
        await server.StartAgainAsync();
        watch.Restart();
        var most = 0;
        while (members.Exists(static member => member.Reached.IsEmpty) && watch.Elapsed < Patience)
        {
            var before = members.Count(static member => !member.Reached.IsEmpty);
            await Task.Delay(1000);
            most = Math.Max(most, members.Count(static member => !member.Reached.IsEmpty) - before);
        }

        var back = members.Select(static member => member.Reached.TryPeek(out var at) ? at : DateTimeOffset.MaxValue).Order().ToList();
        Say($"database killed, 20 s later started again: half back after {(back[servers / 2] - back[0]).TotalSeconds:N1} s from the first, all after {watch.Elapsed.TotalSeconds:N1} s, at most {most} in a second");
        Say($"refused for want of connections: {members.Sum(static member => member.TooMany):N0}");
        await PushAsync(path, members, 4);
        await Task.WhenAll(members.Select(static member => member.DisposeAsync().AsTask()));
    }

    private static async Task<string> JoinAsync(FleetMembership administrator, ScratchFolder folder, int i)
    {
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(folder.Path, "mx" + i.ToString("0000", CultureInfo.InvariantCulture))).FullName, "ipblock.json");
        await File.WriteAllTextAsync(path, "{}");
        var ticket = await administrator.InviteAsync(administrator: false, null, TimeSpan.FromHours(1), CancellationToken.None);
        await new FleetMembership(path, Clock.System).JoinAsync(ticket, "mx" + i.ToString("0000", CultureInfo.InvariantCulture), null, CancellationToken.None);
        return path;
    }

    private static async Task PushAsync(string path, List<Simulated> members, int round)
    {
        foreach (var member in members)
            member.Taken.Clear();
        await File.WriteAllTextAsync(path, $$"""{ "blockList": [ "192.0.2.{{round}}" ] }""");
        var watch = Stopwatch.StartNew();
        var began = DateTimeOffset.UtcNow;
        var pushed = await new FleetSettings(path, Clock.System).PushAsync(new PushRequest { Over = round == 1 ? null : round - 1 }, CancellationToken.None);
        var stored = watch.Elapsed;
        await UntilAsync(() => members.TrueForAll(static member => !member.Taken.IsEmpty));
        var times = members.Select(member => (member.Taken.First() - began - stored).TotalMilliseconds).Order().ToList();
        string At(double share) => times[(int)Math.Min(times.Count - 1, share * times.Count)].ToString("N0", CultureInfo.InvariantCulture);
        Say($"version {pushed.Number}: push {stored.TotalMilliseconds:N0} ms; written to the file of half of the servers after {At(0.5)} ms, of 99 of 100 after {At(0.99)} ms, of all after {At(1)} ms");
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        var watch = Stopwatch.StartNew();
        while (!isSo() && watch.Elapsed < Patience)
            await Task.Delay(20);
    }

    // Of this database: others may run on the machine.
    private static long MegabytesOfPostgreSql(string setting)
    {
        var processes = Directory.GetDirectories("/proc").Where(static path => char.IsAsciiDigit(Path.GetFileName(path)[0])).ToList();
        var server = processes.Find(path => Read(path, "cmdline").Contains("bin/postgres", StringComparison.Ordinal) && Read(path, "cmdline").Contains(setting, StringComparison.Ordinal));
        var child = "PPid:\t" + Path.GetFileName(server) + "\n";
        return processes.Where(path => string.Equals(path, server, StringComparison.Ordinal) || Read(path, "status").Contains(child, StringComparison.Ordinal))
            .SelectMany(static path => Read(path, "smaps_rollup").Split('\n')).Where(static line => line.StartsWith("Pss:", StringComparison.Ordinal))
            .Sum(static line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture)) >> 10;
    }

    private static string Read(string process, string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, file));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return ""; // it has ended meanwhile
        }
    }

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    // A server with all that follows the fleet, and without an engine.
    private sealed class Simulated : INoticeSink, IAsyncDisposable
    {
        private readonly string _path;
        private readonly FleetMember _member;
        private int _tooMany;

        public Simulated(string path)
        {
            _path = path;
            _member = new FleetMember(path, Clock.System, this, new TaskErrors(Clock.System, this), () => new SettingsInForce(TextDigest.Of(File.ReadAllText(_path)), null, null), static () => { });
        }

        public ConcurrentQueue<DateTimeOffset> Reached { get; } = new();

        public ConcurrentQueue<DateTimeOffset> Taken { get; } = new();

        public int TooMany => _tooMany;

        public void Write(Notice notice)
        {
            if (notice.Id == 335)
                Reached.Enqueue(DateTimeOffset.UtcNow);
            else if (notice.Id == 337)
                Taken.Enqueue(DateTimeOffset.UtcNow);
            else if (notice.Text.Contains("53300", StringComparison.Ordinal))
                Interlocked.Increment(ref _tooMany);
        }

        public ValueTask DisposeAsync() => _member.DisposeAsync();
    }
}
