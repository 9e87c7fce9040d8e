using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Lists;
using IpBlock.Notices;
using IpBlock.Reporting;
using IpBlock.Service.Feeds;
using IpBlock.Settings;
using IpBlock.Testing.Certificates;
using IpBlock.Testing.Servers;
using IpBlock.Time;
using Xunit;

namespace IpBlock.Service.Tests.Feeds;

/// <summary>A list that is fetched from a server of the test's own into a folder of its own.</summary>
internal sealed class FeedUnderTest : IAsyncDisposable, INoticeSink
{
    private readonly ConcurrentQueue<Notice> _notices = new();
    private readonly Authority _authority = new();
    private readonly ScratchFolder _folder = new();

    private FeedUnderTest(string feeds, string list, string more)
    {
        _authority.WriteTo(Path.Combine(_folder.Path, "ca.pem"));
        (Feeds, List, More) = (feeds, list, more);
    }

    public FeedServer Server { get; private set; } = null!;

    public string Folder => _folder.Path;

    public string SettingsPath => Path.Combine(_folder.Path, "ipblock.json");

    public string Feeds { get; set; }

    public string List { get; set; }

    public string More { get; set; }

    public string? Url { get; set; }

    public FeedConnector? Connector { get; set; }

    /// <summary>The folder of fetched lists becomes another account's, as it is where the service has one of its own.</summary>
    public string GiveAway()
    {
        var folder = Path.GetDirectoryName(Place.File)!;
        ForeignFolder.Make(folder);
        return folder;
    }

    public ListPlace Place => ListPlace.Of(Settings.Lists[0], Settings, SettingsPath);

    public FeedRecord Record => FeedRecord.Read(Place.Record);

    public IEnumerable<int> Notices => _notices.Select(notice => notice.Id);

    public FilterSettings Settings
    {
        get
        {
            var json = $$"""{ "feeds": { {{Feeds}} }, "lists": [ { "name": "drop", "url": "{{Url ?? Server.Url}}"{{List}} } ]{{More}} }""";
            File.WriteAllText(SettingsPath, json);
            var load = SettingsFile.Load(SettingsPath);
            Assert.True(load.Settings is not null, string.Join('\n', load.Errors));
            return load.Settings;
        }
    }

    /// <summary>Starts the server, whose certificate is good unless something else is asked for.</summary>
    public static async Task<FeedUnderTest> StartAsync(
        string feeds = "\"caFile\": \"ca.pem\"", string list = "", string more = "", Func<Authority, X509Certificate2>? certificate = null)
    {
        var test = new FeedUnderTest(feeds, list, more);
        test.Server = await FeedServer.StartAsync((certificate ?? (static authority => authority.Good()))(test._authority));
        return test;
    }

    public FeedUpdate Update
    {
        get
        {
            var settings = Settings;
            return new FeedUpdate(settings.Lists[0], settings, SettingsPath, Clock.System, this, Connector);
        }
    }

    public Task<FeedRecord> UpdateAsync() => Update.RunAsync(CancellationToken.None);

    public Task<FeedRecord> AcceptAsync() => Update.AcceptAsync(CancellationToken.None);

    /// <summary>A list of so many addresses, fetched and in force.</summary>
    public async Task<string> HavingAsync(int entries = 100)
    {
        var text = Addresses(entries);
        Server.Answer = FeedServer.Text(text);
        var record = await UpdateAsync();
        Assert.True(record is { Result: FeedResult.Updated }, record.Why);
        Assert.Equal(text, InForce);
        return text;
    }

    public static string Addresses(int count) => string.Concat(Enumerable.Range(0, count).Select(i => $"203.0.{i / 250}.{i % 250}\n"));

    public string InForce => File.ReadAllText(Place.File);

    public string[] Files => [.. Directory.GetFiles(Path.GetDirectoryName(Place.File)!).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    public string Told(int id) => string.Join('\n', _notices.Where(notice => notice.Id == id).Select(notice => notice.Text));

    public void Write(Notice notice) => _notices.Enqueue(notice);

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _authority.Dispose();
        _folder.Dispose();
    }
}
