using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Administration.Editing;
using IpBlock.Administration.Replay;
using IpBlock.Filtering;
using IpBlock.Tests;
using IpBlock.Tests.Settings;
using IpBlock.Tests.Time;
using Xunit;

namespace IpBlock.Administration.Tests.Replay;

/// <summary>A decision is explained by the settings of its time, as far as the history has them and they lead to it.</summary>
public sealed class LoggedReasonTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeClock _clock = new();

    public LoggedReasonTests()
    {
        File.WriteAllText(Path, "{ \"blockProviders\": [ " + Some.List("a", "\"anyMatch\": true, \"rejectionResponse\": \"%3\"") + " ], \"helo\": { \"enabled\": true, \"own\": [ \"mx.site.test\" ] } }");
        File.SetLastWriteTimeUtc(Path, _clock.UtcNow.UtcDateTime);
    }

    public void Dispose() => _folder.Dispose();

    private string Path => _folder.PathOf("ipblock.json");

    [Fact]
    public async Task The_settings_are_those_of_the_last_change_before_the_decision()
    {
        foreach (var (seconds, lookup) in new[] { (10, "sequential"), (20, "parallel"), (30, "sequential") })
        {
            _clock.Advance(TimeSpan.FromSeconds(10));
            Assert.True(new SettingsEditor(Path, _clock).Apply(SettingsEdit.Set("lookup", lookup)).Succeeded, seconds.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        foreach (var (second, change, present) in new[] { (-100, 0, false), (9, 0, false), (10, 1, false), (19, 1, false), (20, 2, false), (30, 3, true), (1000, 3, true) })
        {
            var reason = await LoggedReason.FindAsync(new LoggedLine { Time = At(second), Steps = "b:a=-" }.Read(), Path);
            Assert.Equal((change, present, ""), (reason.Settings!.Change, reason.Settings.IsPresent, reason.Note));
            Assert.NotNull(reason.Report);
        }
    }

    [Fact]
    public async Task A_version_that_is_no_settings_was_never_in_force()
    {
        File.WriteAllText(Path, "broken");
        File.SetLastWriteTimeUtc(Path, _clock.UtcNow.UtcDateTime);
        var broken = await LoggedReason.FindAsync(new LoggedLine { Steps = "b:a=-" }.Read(), Path);
        Assert.Null(broken.Settings);
        Assert.Equal("the settings at the time are not available: the steps are shown as logged", broken.Note);
        Assert.Null(broken.Report);
    }

    [Fact]
    public async Task The_report_has_what_the_line_says_of_lists_words_recipient_and_name()
    {
        var line = new LoggedLine
        {
            Time = At(5),
            Action = "RejectCommand",
            Reply = "550 5.7.1 spam",
            Rule = "BlockProvider",
            Provider = "a",
            Reason = "\"spam; removal: https://a.test/?ip=192.0.2.1\"",
            Recipient = "user@site.test",
            Helo = "mail.client.test",
            Steps = "b:a=127.0.0.2!",
        };
        var report = (await LoggedReason.FindAsync(line.Read(), Path)).Report!;
        Assert.Equal((VerdictRule.BlockProvider, "user@site.test", "mail.client.test", "550 5.7.1 spam"), (report.Verdict.Rule, report.Recipient, report.Helo, report.Verdict.Reply!.ToString()));
        Assert.Equal(("spam", "127.0.0.2"), (report.Providers.Single().Seen!.Reason, new IpBlock.Settings.ReturnCode(report.Providers.Single().Codes.Single()).ToString()));
        Assert.False(report.HeloRule.IsUntold);
        var without = (await LoggedReason.FindAsync(new LoggedLine { Time = At(5), Steps = "b:a=-" }.Read(), Path)).Report!;
        Assert.Equal((null, null, ""), (without.Recipient, without.Helo, without.Providers.Single().Seen!.Reason));
    }

    [Theory]
    [InlineData("RejectConnection", "550 no", "b:a=-")]
    [InlineData("AcceptConnection", "", "b:a=127.0.0.2!")]
    [InlineData("AcceptConnection", "", "")]
    public async Task Settings_that_do_not_lead_to_the_decision_explain_nothing(string action, string reply, string steps)
    {
        var reason = await LoggedReason.FindAsync(new LoggedLine { Time = At(5), Action = action, Reply = reply, Steps = steps }.Read(), Path);
        Assert.Null(reason.Report);
        Assert.NotNull(reason.Settings);
        Assert.StartsWith("the settings at the time do not reproduce this decision", reason.Note, StringComparison.Ordinal);
    }

    private static string At(int second) => new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddSeconds(second).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
