using System;
using System.Linq;
using IpBlock.Administration.InForce;
using IpBlock.Lists;
using IpBlock.Providers.Health;
using IpBlock.Reporting.State;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Administration.Tests.InForce;

/// <summary>What is wrong with a process by what it says of itself.</summary>
public sealed class StateFindingsTests : IDisposable
{
    private readonly StatusUnderTest _status = new();

    public void Dispose() => _status.Dispose();

    [Fact]
    public void Each_thing_that_is_wrong_has_a_subject_that_stays_the_same_whatever_counts_and_times_its_text_has()
    {
        var early = StateFindings.Of(Ill("3 of 4", "127.0.0.1:53", _status.Clock.UtcNow));
        var late = StateFindings.Of(Ill("9 of 10", "127.0.0.1:53", _status.Clock.UtcNow.AddHours(5)));
        Assert.Equal(
            [
                "running.noSettings/", "running.cutOff/", "running.allSuspended/", "running.settingsError/", "running.trouble/The log cannot be written",
                "running.privateClients/", "running.nameServer/192.0.2.53", "running.suspended/zen", "running.braked/zen", "list.stale/drop", "list.held/drop",
            ],
            early.Select(Of));
        Assert.Equal(early.Select(Of), late.Select(Of));
        Assert.True(early.Zip(late).Count(static pair => pair.First.Text != pair.Second.Text) >= 5);
        Assert.All(early.Where(static finding => finding.NextStep.Length > 0), static finding => Assert.EndsWith(finding.NextStep, finding.Text, StringComparison.Ordinal));
        Assert.Equal(3, early.Count(static finding => finding.NextStep.Length > 0));
    }

    [Theory]
    [InlineData(false, false, false, Severity.Critical, "All block providers are suspended")]
    [InlineData(true, false, false, Severity.Critical, "every client is accepted")]
    [InlineData(false, true, false, Severity.Warning, "No client is rejected, because mode is report.")]
    [InlineData(false, false, true, Severity.Critical, "No provider answers")]
    public void What_keeps_everybody_from_being_filtered_is_named(bool isEmpty, bool reports, bool cutOff, Severity severity, string text)
    {
        var state = _status.Running();
        var settings = state.Settings with { Digest = isEmpty ? "" : state.Settings.Digest, Mode = reports ? FilterMode.Report : FilterMode.Enforce };
        var findings = StateFindings.Of(state with
        {
            Settings = settings,
            IsCutOff = cutOff,
            Providers = [state.Providers[0] with { State = isEmpty || reports || cutOff ? HealthState.Healthy : HealthState.Silent },
                state.Providers[0] with { Kind = ProviderKind.Allow }],
        });
        Assert.Contains(text, findings[0].Text, StringComparison.Ordinal);
        Assert.Equal(severity, findings[0].Severity);
    }

    [Fact]
    public void Every_trouble_of_a_provider_and_of_a_list_is_named()
    {
        var list = _status.Running().Lists[0];
        var provider = _status.Running().Providers[0];
        foreach (var (state, text) in new[]
        {
            (_status.Running() with { Lists = [list with { Trouble = "it is no list" }] }, "List drop: an old version is active"),
            (_status.Running() with { Lists = [list with { IsInForce = false, Trouble = "it is no list" }] }, "List drop is not active: it is no list."),
            (_status.Running() with { Lists = [list with { IsInForce = false, IsMissing = true, Trouble = "the file does not exist" }] }, "does not exist."),
            (_status.Running() with { Lists = [list with { IsInForce = false, IsMissing = true, IsFetched = true }] }, "it has not been fetched yet."),
            (_status.Running() with { Lists = [list with { IsInForce = false }] }, "which is longer than its expiresAfter."),
            (_status.Running() with { Lists = [list with { LastFetch = FeedResult.Held, FetchTrouble = "it lists you" }] },
                "held back: it lists you. To activate it, run ipblock lists update 'drop' --accept"),
            (_status.Running() with { Lists = [list with { LastFetch = FeedResult.Failed, FetchTrouble = "404" }] }, "could not be fetched: 404."),
            (_status.Running() with { Providers = [provider, provider with { State = HealthState.ListsWorld, Answered = "x: 127.0.0.2", NextStep = "Look." }] },
                "zen is suspended: lists every address (x: 127.0.0.2). Look."),
            (_status.Running() with { Providers = [provider with { BrakedSince = _status.Clock.UtcNow, IsBraked = true, BrakedWhy = "of 9 regulars" }] },
                "zen is braked, and its listings are only reported: of 9 regulars."),
            (_status.Running() with { Troubles = ["Decisions cannot be logged in /x."] }, "Decisions cannot be logged in /x."),
            (_status.Running() with { NameServers = [new NameServerState { Address = "192.0.2.53", IsAnswering = false, LastError = "TimedOut" }] },
                "Name server 192.0.2.53 does not answer (TimedOut)."),
            (_status.Running() with { SeesOnlyPrivateClients = true }, "private networks"),
        })
        {
            var finding = Assert.Single(StateFindings.Of(state));
            Assert.Equal(Severity.Warning, finding.Severity);
            Assert.Contains(text, finding.Text, StringComparison.Ordinal);
        }

        Assert.Empty(StateFindings.Of(_status.Running() with { Providers = [provider with { State = HealthState.Slow }] }));
    }

    private static string Of(Finding finding) => finding.Id + "/" + finding.Subject;

    private ProcessState Ill(string count, string server, DateTimeOffset time) => _status.Running() with
    {
        Settings = new SettingsState { Path = _status.SettingsPath, Errors = [$"ipblock.json:{count}: no such thing"] },
        Troubles = [$"The log cannot be written: {count} {server}"],
        IsCutOff = true,
        SeesOnlyPrivateClients = true,
        NameServers = [new NameServerState { Address = "192.0.2.53", IsAnswering = false, LastError = count }],
        Providers =
        [
            new ProviderState
            {
                Name = "zen", Kind = ProviderKind.Block, State = HealthState.Silent, Answered = count, NextStep = "Test it.", BrakedSince = time, IsBraked = true, BrakedWhy = count,
            },
        ],
        Lists = [new ListState { Name = "drop", IsFetched = true, IsInForce = false, Refreshed = time, LastFetch = FeedResult.Held, FetchTrouble = count }],
    };
}
