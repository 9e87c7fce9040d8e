using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Administration.Logs;
using IpBlock.Filtering;
using IpBlock.Lists;
using IpBlock.Providers.Health;
using IpBlock.Reporting;
using IpBlock.Settings;
using IpBlock.Tests;
using IpBlock.Tests.Notices;
using IpBlock.Tests.Settings;
using IpBlock.Tests.Time;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Xunit;

namespace IpBlock.Administration.Tests.Fixtures;

/// <summary>
/// The folder as a version of the service has left it, settings and log and lists and all: whatever comes later goes on reading it without loss. A folder is never changed afterwards; a version that
/// writes something new adds one of its own. 0.1.0 was made by <c>ipblock serve</c> with rbldnsd behind and an HTTPS server for the lists; only the path of the certificate was written in afterwards.
/// </summary>
public sealed class LeftByEarlierVersionsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Versions => [.. Directory.GetDirectories(Path.Combine(AppContext.BaseDirectory, "Fixtures")).Select(static path => Path.GetFileName(path))];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Versions))]
    public void Settings_and_the_copy_of_the_last_good_ones_are_good(string version)
    {
        var path = Path.Combine(Left(version), "ipblock.json");
        var load = SettingsFile.Load(path);
        Assert.Empty(load.Errors);
        Assert.Equal(["bl", "liar"], load.Settings!.BlockProviders.Select(static provider => provider.Name));
        Assert.Equal("a comma, and \"quotes\"", Assert.Single(load.Settings.BlockList).Comment);
        Assert.Equal(["drop", "world"], load.Settings.Lists.Select(static list => list.Name));
        Assert.Equal(["bl", "liar"], new LastGoodSettings(path).Load().Settings!.BlockProviders.Select(static provider => provider.Name));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void Every_line_of_the_log_is_a_decision_or_a_record_of_how_often_a_list_was_asked(string version)
    {
        var folder = Path.Combine(Left(version), "log");
        var lines = Directory.GetFiles(folder, "*.log").SelectMany(File.ReadLines).ToList();
        var usage = new List<UsageRecord>();
        var read = new DecisionLogReader(folder).ReadNew(usage: usage.Add).ToList();
        Assert.Equal(lines.Count(static line => line[0] != '#'), read.Count);
        Assert.Equal(lines.Count(static line => line.StartsWith("#Provider:", StringComparison.Ordinal)), usage.Count);
        var first = read[0];
        Assert.Equal(("i0a", "203.0.113.9", "RejectCommand", "550 5.7.1 203.0.113.9 is listed, \"see\" listed"), (first.SessionId, first.RemoteEndpoint, first.Action, first.SmtpResponse));
        Assert.Equal(("bl", "127.0.0.2", "\"user,x\"@site.example", 34.008), (first.Provider, first.ReturnCodes, first.Recipient, first.Milliseconds));
        Assert.Equal(["AcceptConnection", "AcceptRecipient", "RejectCommand"], read.Select(static record => record.Action).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(["bl", "liar"], usage.Select(static record => record.Name));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void The_lists_health_is_what_it_was(string version)
    {
        var health = HealthFile.Read(Path.Combine(Left(version), "log"));
        Assert.Equal([("bl", HealthState.Healthy), ("liar", HealthState.ListsWorld)], health.Lists.Select(static list => (list.Name, list.Report.State)));
        Assert.NotEmpty(health.Regulars);

        // Written again, nothing is lost, and nothing else than before but the moment of writing and the sentence on top.
        Assert.Null(HealthFile.Write(_folder.PathOf("again"), health, DateTimeOffset.UnixEpoch));
        Assert.Equal(Health(Path.Combine(Left(version), "log")), Health(_folder.PathOf("again")));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void What_is_known_of_fetching_is_read_and_written_again_the_same(string version)
    {
        var records = Directory.GetFiles(Path.Combine(Left(version), "lists"), "*.json");
        Assert.NotEmpty(records);
        Assert.All(records, static path => Assert.Equal(File.ReadAllText(path), FeedRecord.Read(path).ToJson()));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task An_engine_goes_on_where_the_one_before_stopped(string version)
    {
        foreach (var file in Directory.GetFiles(Left(version), "*", SearchOption.AllDirectories))
        {
            var copy = _folder.PathOf(Path.GetRelativePath(Left(version), file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        using var engine = new FilterEngine(_folder.PathOf("ipblock.json"), new FakeClock(), new CollectedNotices());
        foreach (var client in new[] { "192.0.2.77", "198.51.100.5", "203.0.113.77" })
            Assert.Equal(VerdictRule.BlockList, (await engine.EvaluateAsync(new FilterRequest(Some.Client(client)))).Rule);
        Assert.Equal(["liar"], engine.Health!.Lists.Where(static list => list.Report.IsUnfit).Select(static list => list.Name));
    }

    private static string Left(string version) => Path.Combine(AppContext.BaseDirectory, "Fixtures", version);

    // Versions differ in white space.
    private static string Health(string folder)
    {
        using var text = new JsonTextReader(File.OpenText(Path.Combine(folder, HealthFile.Name))) { DateParseHandling = DateParseHandling.None };
        var health = JObject.Load(text);
        Assert.True(health.Remove("written"));
        Assert.True(health.Remove("about"));
        return health.ToString();
    }
}
