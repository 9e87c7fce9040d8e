using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Administration.Logs;
using IpBlock.Fleet.Log;
using IpBlock.Fleet.Log.Asking;
using IpBlock.LogIndex.Tests;
using IpBlock.Notices;
using IpBlock.Reporting;
using IpBlock.Testing;
using IpBlock.Time;

namespace IpBlock.Fleet.Tests.Log;

/// <summary>A server of a fleet with a decision log, and what the administrator of the fleet reads of it.</summary>
internal sealed class LogSite : INoticeSink
{
    private readonly TestFleet _fleet;
    private readonly ConcurrentQueue<Notice> _notices = new();

    private LogSite(TestFleet fleet, Machine server, string name, int seed)
    {
        (_fleet, Server, Name) = (fleet, server, name);
        Folder = Directory.CreateDirectory(server.FileOf("log")).FullName;
        Log = new RandomLog(Folder, seed);
    }

    public Machine Server { get; }

    public string Name { get; }

    public string Folder { get; }

    public RandomLog Log { get; }

    /// <summary>What the settings want uploaded.</summary>
    public LogToUpload? Wanted { get; set; }

    /// <summary>How often the settings were asked.</summary>
    public int Asked { get; private set; }

    public static async Task<LogSite> StartAsync(TestFleet fleet, string name = "mx1", int seed = 1)
    {
        var site = new LogSite(fleet, await fleet.ServerAsync(name), name, seed);
        site.Wanted = new LogToUpload(site.Folder, WithoutMailboxes: false);
        return site;
    }

    /// <summary>A file with lines of some days ago.</summary>
    public string Write(int lines, int daysAgo = 5, int number = 1)
    {
        var from = DateTime.UtcNow.Date.AddDays(-daysAgo).AddHours(1);
        return Log.Write($"IPBLOCK{from:yyyyMMdd}-{number:0000}.log", lines, from);
    }

    public string[] Of(int id) => [.. _notices.Where(notice => notice.Id == id).Select(static notice => notice.Text)];

    public void Write(Notice notice) => _notices.Enqueue(notice);

    public LogUploader Upload(int linesOfABatch = 97, Clock? clock = null) => new(
        Server.SettingsPath, clock ?? Clock.System, this, new TaskErrors(clock ?? Clock.System, this), Ask, TimeSpan.FromMilliseconds(50), linesOfABatch);

    /// <summary>An upload that is done once and waits for nothing.</summary>
    public LogUpload Once() => new(Server.SettingsPath, Clock.System, new LogNotices(this, Clock.System), () => Wanted);

    /// <summary>The lines of the files.</summary>
    public List<string> Lines(bool withMailboxes = true) =>
        [.. new DecisionLogReader(Folder).ReadNew().Select(line => TextOf(withMailboxes ? line : line.WithoutMailboxes("(hidden)"))).Order(StringComparer.Ordinal)];

    /// <summary>What the database has of this server.</summary>
    public async Task<List<string>> UploadedAsync()
    {
        await using var reader = await ReaderAsync();
        var lines = new List<string>();
        await foreach (var decision in reader.ReadAsync(new FleetLogFilter { Server = Name }, null, TestFleet.Stop))
            lines.Add(TextOf(decision.Record));
        return [.. lines.Order(StringComparer.Ordinal)];
    }

    public Task<FleetLogReader> ReaderAsync() => FleetLogReader.OpenAsync(_fleet.Administrator.SettingsPath, null, TestFleet.Stop);

    /// <summary>Waits until the database has so many lines of this server, or more.</summary>
    public Task UntilAsync(int lines)
    {
        var there = 0L;
        return Waiting.UntilAsync(
            async () => (there = await CountAsync()) >= lines, () => $"{there} of {lines}; {string.Join('\n', _notices.Select(static notice => notice.Text))}", stop: TestFleet.Stop);
    }

    public async Task<long> CountAsync() => (long)(await _fleet.AsSuperuserAsync(
        $"select count(*) from ipblock.decision d join ipblock.member m on m.id = d.member where m.name = '{Name}'"))!;

    public Task UntilAsync(Func<bool> isSo) => Waiting.UntilAsync(isSo, () => string.Join('\n', _notices.Select(static notice => notice.Text)), TestFleet.Stop);

    private LogToUpload? Ask()
    {
        Asked++;
        return Wanted;
    }

    private static string TextOf(DecisionRecord decision) => string.Join('|', Enumerable.Range(0, LogColumns.All.Count).Select(column => decision[column]));
}
