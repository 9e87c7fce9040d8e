using System;
using System.IO;
using System.Linq;
using IpBlock.Providers;
using IpBlock.Providers.Health;
using IpBlock.Settings;
using IpBlock.Tests.Incidents;
using IpBlock.Tests.Settings;
using Xunit;

namespace IpBlock.Tests.Providers.Health;

public sealed class HealthFileTests : IDisposable
{
    private const string Key = "k3yk3yk3yk3yk3yk3yk3yk3yk3";
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);
    private readonly TemporaryFolder _folder = new();
    private readonly HealthUnderTest _test = new(Some.List("one"), Some.List("two"));

    public void Dispose()
    {
        _test.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_dead_list_is_still_dead_after_a_restart_and_comes_back_by_itself()
    {
        KillOne();
        Assert.True(_test.Watch.IsChanged);
        Assert.Null(HealthFile.Write(Folder, _test.Watch.Remember(), Now));
        Assert.False(_test.Watch.IsChanged);

        using var next = new HealthUnderTest(HealthFile.Read(Folder), "", Some.List("one"), Some.List("two"));
        Assert.True(next["one"].Health.IsSuspended);
        Assert.False(next["two"].Health.IsSuspended);
        Assert.Equal(_test["one"].Health.Report.Since, next["one"].Health.Report.Since);
        next.World.Silent("one.test");
        next.Start();
        Assert.Empty(next.Told);
        next.World.Healthy("one.test", static _ => null);
        next.Until(() => !next["one"].Health.IsSuspended, 60);
        Assert.Equal(["one Healthy"], next.Told);
    }

    [Fact]
    public void Everything_is_read_as_it_was_written()
    {
        KillOne();
        _test["two"].Health.Brake(true, Now, "it lists everybody");
        HealthFile.Write(Folder, _test.Watch.Remember(), Now);
        var read = HealthFile.Read(Folder);
        var (one, two) = (read.Find(_test["one"].Settings, ProviderKind.Block)!, read.Find(_test["two"].Settings, ProviderKind.Block)!);
        Assert.Equal((HealthState.Silent, "no answer in time", true), (one.Report.State, one.Report.Raw, one.TestEntrySeen));
        Assert.Equal(_test["one"].Health.Report.NextStep, one.Report.NextStep);
        Assert.Equal((Now, "it lists everybody"), (two.BrakedSince, two.BrakedWhy));
        Assert.True(read.Of(_test["one"].Settings, ProviderKind.Block).IsSuspended);
        Assert.True(read.Of(_test["two"].Settings, ProviderKind.Block).IsBraked);
        Assert.Null(read.Find(_test["one"].Settings, ProviderKind.Allow));
        Assert.Equal([HealthFile.Name], Directory.GetFiles(Folder).Select(Path.GetFileName));
    }

    [Fact]
    public void All_that_is_known_of_a_list_is_kept_and_a_new_file_takes_the_place_of_the_old()
    {
        HealthFile.Write(Folder, HealthMemory.Empty, Now);
        var one = new RememberedList
        {
            Id = RememberedList.IdOf(_test["one"].Settings, ProviderKind.Block),
            Name = "say \"one\" \\ two",
            TestEntrySeen = false,
            InUseSince = Now.AddDays(-9),
            Rule = "abc",
            Report = new HealthReport(HealthState.Emptied, Now.AddHours(-1), "raw") { NextStep = "do this" },
        };
        Assert.Null(HealthFile.Write(Folder, new HealthMemory { Lists = [one], Seed = 0xFEDC_BA98_7654_3210, Regulars = [1, ulong.MaxValue, 3] }, Now));
        var read = HealthFile.Read(Folder);
        var list = Assert.Single(read.Lists);
        Assert.Equal((one.Id, one.Name, one.TestEntrySeen, one.InUseSince, one.Rule), (list.Id, list.Name, list.TestEntrySeen, list.InUseSince, list.Rule));
        Assert.Equal((HealthState.Emptied, Now.AddHours(-1), "raw", "do this"), (list.Report.State, list.Report.Since, list.Report.Raw, list.Report.NextStep));
        Assert.Equal(((DateTimeOffset?)null, ""), (list.BrakedSince, list.BrakedWhy));
        Assert.Equal(0xFEDC_BA98_7654_3210, read.Seed);
        Assert.Equal([1UL, ulong.MaxValue, 3UL], read.Regulars);
        var text = File.ReadAllText(Path.Combine(Folder, HealthFile.Name));
        Assert.Contains("\"written\": \"2026-03-04T05:06:07Z\"", text, StringComparison.Ordinal);
        Assert.Contains("Can be deleted", text, StringComparison.Ordinal);
        Assert.Equal([HealthFile.Name], Directory.GetFiles(Folder).Select(Path.GetFileName));
        Assert.Same(HealthReport.Good, read.Of(_test["two"].Settings, ProviderKind.Block).Report);
    }

    [Fact]
    public void A_file_of_an_earlier_version_with_its_other_white_space_is_read()
    {
        File.WriteAllText(Path.Combine(Folder, HealthFile.Name), """
            {
              "version": 1,
              "about": "Written by IpBlock: the health of the providers. Can be deleted; IpBlock determines it again.",
              "written": "2026-03-04T05:06:07Z",
              "lists": [
              {
                "testEntrySeen": true,
              "id": "block-0123456789abcdef",
              "name": "say \"one\" \\ two",
              "state": "Silent",
              "since": "2026-03-04T04:06:07.25Z",
              "answered": "no answer in time",
              "nextStep": "do this",
              "inUseSince": "2026-02-23T05:06:07Z",
              "rule": "abc",
              "brakedSince": "2026-03-04T05:00:00Z",
              "brakedWhy": "it lists everybody" }
              ],
              "seed": "fedcba9876543210",
              "regulars": "AQAAAAAAAAA="
            }

            """);
        var read = HealthFile.Read(Folder);
        var list = Assert.Single(read.Lists);
        Assert.Equal(("block-0123456789abcdef", "say \"one\" \\ two", true, Now.AddDays(-9), "abc"), (list.Id, list.Name, list.TestEntrySeen, list.InUseSince, list.Rule));
        Assert.Equal((HealthState.Silent, Now.AddHours(-1).AddSeconds(0.25), "no answer in time", "do this"), (list.Report.State, list.Report.Since, list.Report.Raw, list.Report.NextStep));
        Assert.Equal((Now.AddSeconds(-367), "it lists everybody"), (list.BrakedSince, list.BrakedWhy));
        Assert.Equal((0xFEDC_BA98_7654_3210, 1UL), (read.Seed, Assert.Single(read.Regulars)));
    }

    [Fact]
    public void A_list_is_known_by_its_kind_and_domain_and_its_rule_by_all_that_says_who_is_refused()
    {
        var one = _test["one"].Settings;
        Assert.Matches("^block-[0-9a-f]{16}$", RememberedList.IdOf(one, ProviderKind.Block));
        Assert.Matches("^allow-[0-9a-f]{16}$", RememberedList.IdOf(one, ProviderKind.Allow));
        string[] rules =
        [
            "\"anyMatch\": true", "\"anyMatch\": true, \"mode\": \"report\"", "\"bitmaskMatch\": \"0.0.0.4\"", "\"ipAddressesMatch\": [ \"127.0.0.2\" ]",
            "\"ipAddressesMatch\": [ \"127.0.0.2\", \"127.0.0.3\" ]", "\"bitmaskMatch\": \"0.0.0.4\", \"ipAddressesMatch\": [ \"127.0.0.2\" ]",
        ];
        Assert.Equal(rules.Length, rules.Select(static rule => RememberedList.RuleOf(Some.Provider("\"name\": \"a\", \"lookupDomain\": \"a.test\", " + rule))).Distinct().Count());
    }

    [Fact]
    public void When_the_log_moves_the_file_goes_with_it()
    {
        _test.Start();
        var other = Path.Combine(Folder, "other");
        using var keeper = new HealthKeeper(_test.Watch, Folder, _test.Clock, static (_, _) => { });
        keeper.MoveTo(Folder);
        _test.Pass(10);
        Assert.False(File.Exists(Path.Combine(Folder, HealthFile.Name)));
        keeper.MoveTo(other);
        _test.Pass(6);
        Assert.True(File.Exists(Path.Combine(other, HealthFile.Name)));
        keeper.Dispose();
        File.Delete(Path.Combine(other, HealthFile.Name));
        keeper.Dispose();
        _test.Pass(700);
        Assert.False(File.Exists(Path.Combine(other, HealthFile.Name)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("null")]
    [InlineData("""{ "version": 2, "lists": [] }""")]
    [InlineData("""{ "version": "x" }""")]
    [InlineData("""{ "version": 1 }""")]
    [InlineData("""{ "version": 1, "lists": 5, "seed": "1" }""")]
    [InlineData("""{ "version": 1, "lists": [ 5 ], "seed": "1" }""")]
    [InlineData("""{ "version": 1, "lists": [ {} ], "seed": "1" }""")]
    [InlineData("""{ "version": 1, "lists": [ { "testEntrySeen": null } ], "seed": "1" }""")]
    [InlineData("""{ "version": 1, "lists": [ { "testEntrySeen": true, "name": [[[[[[[[1]]]]]]]] } ], "seed": "1" }""")]
    [InlineData("""{ "version": 1, "lists": [ { "testEntrySeen": true } ] }""")]
    [InlineData("""{ "version": 1, "lists": [], "seed": "no number" }""")]
    [InlineData("""{ "version": 1, "lists": [], "seed": "1", "regulars": "?" }""")]
    public void A_file_that_is_damaged_counts_as_none(string text)
    {
        File.WriteAllText(Path.Combine(Folder, HealthFile.Name), text);
        Assert.Empty(HealthFile.Read(Folder).Lists);
    }

    [Fact]
    public void A_file_cut_anywhere_counts_as_none_or_is_whole()
    {
        KillOne();
        HealthFile.Write(Folder, _test.Watch.Remember(), Now);
        var whole = File.ReadAllBytes(Path.Combine(Folder, HealthFile.Name));
        for (var length = 0; length < whole.Length; length += 7)
        {
            File.WriteAllBytes(Path.Combine(Folder, HealthFile.Name), whole[..length]);
            Assert.Empty(HealthFile.Read(Folder).Lists);
        }
    }

    [Fact]
    public void A_file_that_is_far_too_large_is_not_read()
    {
        File.WriteAllText(Path.Combine(Folder, HealthFile.Name), """{ "version": 1, "seed": "1", "lists": [] """ + new string(' ', 5 << 20) + "}");
        Assert.Same(HealthMemory.Empty, HealthFile.Read(Folder));
    }

    [Fact]
    public void A_folder_that_is_none_is_told_and_harms_nothing()
    {
        var file = Path.Combine(Folder, "file");
        File.WriteAllText(file, "");
        Assert.NotNull(HealthFile.Write(Path.Combine(file, "log"), HealthMemory.Empty, Now));
        Assert.Same(HealthMemory.Empty, HealthFile.Read(Path.Combine(file, "log")));
    }

    [Fact]
    public void What_a_crash_has_left_is_cleared_away()
    {
        var left = Path.Combine(Folder, "health.json.0123.tmp");
        File.WriteAllText(left, "half");
        File.SetLastWriteTimeUtc(left, Now.UtcDateTime.AddHours(-2));
        HealthFile.Write(Folder, HealthMemory.Empty, Now);
        Assert.False(File.Exists(left));
    }

    [Fact]
    public void The_key_of_a_list_is_not_in_the_file_and_two_keys_are_two_lists()
    {
        var domain = Key + ".zen.dq.spamhaus.net";
        using var test = new HealthUnderTest(Some.List("DQS").Replace("DQS.test", domain, StringComparison.Ordinal), Some.List("two"));
        test.World.Always(domain, "127.255.255.254");
        test.Start().Pass(30);
        Assert.Equal(["DQS Refused"], test.Told);
        HealthFile.Write(Folder, test.Watch.Remember(), Now);
        var text = File.ReadAllText(Path.Combine(Folder, HealthFile.Name));
        Assert.Contains("zen.dq.spamhaus.net", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, text, StringComparison.OrdinalIgnoreCase);
        Assert.Null(HealthFile.Read(Folder).Find(Some.Provider(Some.List("DQS").Trim('{', '}', ' ').Replace("DQS.test", "x" + domain, StringComparison.Ordinal)), ProviderKind.Block));
    }

    [Fact]
    public void Another_process_that_has_found_a_list_dead_has_this_one_look_at_it()
    {
        _test.Start();
        using var keeper = new HealthKeeper(_test.Watch, Folder, _test.Clock, static (_, _) => { });
        using var other = new HealthUnderTest(Some.List("one"), Some.List("two"));
        other.Start();
        other.World.Silent("one.test");
        other.Answers("one", ProviderOutcome.Late, 4);
        other.Answers("two", ProviderOutcome.NotListed, 4);
        other.Pass(5);
        HealthFile.Write(Folder, other.Watch.Remember(), Now);

        _test.World.Silent("one.test");
        Assert.InRange(_test.Until(() => _test["one"].Health.IsSuspended), 5, 20);
    }

    [Fact]
    public void It_is_written_when_something_changes_now_and_then_and_at_the_end()
    {
        var path = Path.Combine(Folder, HealthFile.Name);
        _test.Start();
        using (new HealthKeeper(_test.Watch, Folder, _test.Clock, static (_, _) => { }))
        {
            _test.Pass(599);
            Assert.False(File.Exists(path));
            _test.Pass(2);
            Assert.True(File.Exists(path));
            File.Delete(path);
            KillOne();
            _test.Pass(5);
            Assert.Contains("Silent", File.ReadAllText(path), StringComparison.Ordinal);
            File.Delete(path);
        }

        Assert.True(File.Exists(path));
    }

    [Fact]
    public void A_disk_that_is_full_is_told_once()
    {
        var file = Path.Combine(Folder, "file");
        File.WriteAllText(file, "");
        var told = 0;
        _test.Start();
        using var keeper = new HealthKeeper(_test.Watch, file, _test.Clock, (_, _) => told++);
        _test.Pass(3600);
        Assert.Equal(1, told);
    }

    [Fact]
    public void What_could_not_be_written_is_written_as_soon_as_it_can_be()
    {
        var folder = Path.Combine(Folder, "log");
        File.WriteAllText(folder, "");
        _test.Start();
        using var keeper = new HealthKeeper(_test.Watch, folder, _test.Clock, static (_, _) => { });
        KillOne();
        _test.Pass(20);
        File.Delete(folder);
        _test.Pass(5);
        Assert.Contains("Silent", File.ReadAllText(Path.Combine(folder, HealthFile.Name)), StringComparison.Ordinal);
    }

    private string Folder => Path.GetDirectoryName(_folder.PathOf("x"))!;

    private void KillOne()
    {
        _test.Start();
        _test.World.Silent("one.test");
        _test.Answers("one", ProviderOutcome.Late, 4);
        _test.Answers("two", ProviderOutcome.NotListed, 4);
        _test.Until(() => _test["one"].Health.IsSuspended, 10);
    }
}
