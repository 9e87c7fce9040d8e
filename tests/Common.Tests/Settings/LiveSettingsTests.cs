using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using IpBlock.Settings;
using IpBlock.Tests.Time;
using Xunit;

namespace IpBlock.Tests.Settings;

public sealed class LiveSettingsTests : IDisposable
{
    private const string On = """{ "enabled": true }""";
    private const string Off = """{ "enabled": false }""";
    private const string Broken = """{ "enabled": 1 }""";

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly TemporaryFolder _folder = new();
    private readonly FakeClock _clock = new();
    private readonly List<string> _events = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_settings_are_there_at_once()
    {
        Write(On);
        using var live = Start();
        Assert.True(live.Current!.Enabled);
        Assert.Equal(["on"], _events);
    }

    [Fact]
    public void A_change_is_in_force_at_the_next_look()
    {
        Write(On);
        using var live = Start();
        Pass(60);
        Write(Off);
        Pass(1);
        Assert.False(live.Current!.Enabled);
        Assert.Equal(["on", "off"], _events);
    }

    [Fact]
    public void A_file_that_stays_the_same_changes_nothing()
    {
        Write(On);
        using var live = Start();
        var settings = live.Current;
        Pass(10);
        Write(On);
        Pass(10);
        Assert.Same(settings, live.Current);
        Assert.Equal(["on"], _events);
    }

    [Fact]
    public void A_second_change_with_the_same_time_and_length_is_noticed()
    {
        Write("""{ "enabled": false}""");
        using var live = Start();
        Pass(1);
        var written = File.GetLastWriteTimeUtc(PathOf());
        File.WriteAllText(PathOf(), """{ "enabled": true }""");
        File.SetLastWriteTimeUtc(PathOf(), written);
        Pass(1);
        Assert.True(live.Current!.Enabled);
    }

    [Fact]
    public void A_file_that_is_seen_empty_while_it_is_written_is_no_error_though_its_time_is_old()
    {
        Write(On);
        using var live = Start();
        var written = File.GetLastWriteTimeUtc(PathOf());
        Pass(60);
        File.WriteAllText(PathOf(), "");
        File.SetLastWriteTimeUtc(PathOf(), written);
        Pass(1);
        Write(Off);
        Pass(1);
        Assert.Equal(["on", "off"], _events);
    }

    [Fact]
    public void A_broken_file_changes_nothing_and_is_reported_once()
    {
        Write(On);
        using var live = Start();
        Write(Broken);
        Pass(30);
        Write(Broken + " ");
        Pass(30);
        Assert.True(live.Current!.Enabled);
        Assert.Equal(["on", "1:3: enabled: expected true or false, found a number"], _events);
    }

    [Fact]
    public void Another_error_is_reported_again_and_a_mended_file_is_in_force()
    {
        Write(On);
        using var live = Start();
        Write(Broken);
        Pass(10);
        Write("""{ "enabled": [] }""");
        Pass(10);
        Write(Off);
        Pass(1);
        Write("""{ "enabled": [] }""");
        Pass(10);
        Assert.False(live.Current!.Enabled);
        Assert.Equal(
            [
                "on",
                "1:3: enabled: expected true or false, found a number",
                "1:3: enabled: expected true or false, found a list in square brackets",
                "off",
                "1:3: enabled: expected true or false, found a list in square brackets",
            ],
            _events);
    }

    [Fact]
    public void A_half_written_file_is_given_time_to_become_whole()
    {
        Write(On);
        using var live = Start();
        Pass(10);
        Write("""{ "enabled": fal""");
        Pass(1);
        Assert.Equal(["on"], _events);
        Write(Off);
        Pass(1);
        Assert.Equal(["on", "off"], _events);
        Assert.False(live.Current!.Enabled);
    }

    [Fact]
    public void A_file_that_stays_half_written_is_reported_after_all()
    {
        Write(On);
        using var live = Start();
        Pass(10);
        Write("""{ "enabled": """);
        Pass(1);
        Assert.Single(_events);
        Pass(1);
        Assert.Equal(["on", "1:14: the file ends too early; close every brace and square bracket"], _events);
        Assert.True(live.Current!.Enabled);
    }

    [Fact]
    public void A_file_from_the_future_is_reported_too()
    {
        Write(On);
        using var live = Start();
        Write(Broken, age: TimeSpan.FromDays(-1));
        Pass(2);
        Assert.Equal(["on", "1:3: enabled: expected true or false, found a number"], _events);
    }

    [Fact]
    public void A_file_that_vanishes_changes_nothing_and_its_return_is_noticed()
    {
        Write(On);
        using var live = Start();
        File.Delete(PathOf());
        Pass(30);
        Assert.True(live.Current!.Enabled);
        Write(Off);
        Pass(1);
        Assert.Equal(["on", "does not exist; create it, or set IPBLOCK_SETTINGS to its path", "off"], _events);
    }

    [Fact]
    public void Without_a_file_at_the_start_there_are_no_settings_until_it_comes()
    {
        using var live = Start();
        Assert.Null(live.Current);
        Pass(30);
        Assert.Equal(["does not exist; create it, or set IPBLOCK_SETTINGS to its path"], _events);
        Write(On);
        Pass(1);
        Assert.True(live.Current!.Enabled);
    }

    [Fact]
    public void A_broken_file_at_the_start_is_reported_at_once_and_mended_later()
    {
        Write(Broken);
        using var live = Start();
        Assert.Null(live.Current);
        Assert.Equal(["1:3: enabled: expected true or false, found a number"], _events);
        Pass(30);
        Write(Off);
        Pass(1);
        Assert.False(live.Current!.Enabled);
    }

    [Fact]
    public void A_file_that_could_not_be_read_is_read_when_it_can_be_though_it_did_not_change()
    {
        Write(On, age: TimeSpan.FromHours(1));
        LiveSettings live;
        using (new FileStream(PathOf(), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            live = Start();
            Pass(30);
            Assert.Null(live.Current);
            Assert.StartsWith("cannot be read", Assert.Single(_events), StringComparison.Ordinal);
        }

        Pass(1);
        Assert.True(live.Current!.Enabled);
        live.Dispose();
    }

    [Fact]
    public void A_replaced_file_is_noticed()
    {
        Write(On);
        using var live = Start();
        Pass(10);
        var other = _folder.PathOf("ipblock.json.new");
        File.WriteAllText(other, Off);
        File.SetLastWriteTimeUtc(other, _clock.UtcNow.UtcDateTime);
        File.Move(other, PathOf(), overwrite: true);
        Pass(1);
        Assert.False(live.Current!.Enabled);
    }

    [Fact]
    public void A_callback_that_throws_does_not_stop_the_watching()
    {
        Write(On);
        using var live = new LiveSettings(
            PathOf(),
            _clock,
            changed: settings => throw new InvalidOperationException(settings.Enabled ? "on" : "off"),
            failed: _ => throw new InvalidOperationException("failed"),
            onError: error => _events.Add(error.Message));
        Write(Broken);
        Pass(10);
        Write(Off);
        Pass(10);
        Assert.Null(live.Current);
        Assert.Equal("off", live.LastFailure!.Message);
        Assert.Equal(["on", "failed", "off"], _events);
    }

    // What stands against good settings passes: a folder that is mounted later, a name server that is not known yet.
    [Fact]
    public void Settings_that_could_not_be_taken_over_are_tried_again_until_they_are_in_force()
    {
        Write(On);
        var attempts = 0;
        using var live = new LiveSettings(
            PathOf(), _clock, changed: _ => _events.Add(++attempts < 4 ? throw new IOException("not yet") : "active"), onError: error => _events.Add(error.Message));
        Assert.Null(live.Current);
        Pass(2);
        Assert.Equal((3, "not yet"), (attempts, live.LastFailure?.Message));
        Pass(1);
        Assert.True(live.Current!.Enabled);
        Assert.Null(live.LastFailure);
        Pass(60);
        Assert.Equal(4, attempts);
        Assert.Equal(["not yet", "active"], _events);
    }

    [Fact]
    public void The_last_good_settings_stay_in_force_while_new_ones_cannot_be_taken_over()
    {
        Write(On);
        var closed = false;
        using var live = new LiveSettings(PathOf(), _clock, changed: _ => _events.Add(closed ? throw new UnauthorizedAccessException("closed") : "taken"));
        closed = true;
        Write(Off);
        Pass(10);
        Assert.True(live.Current!.Enabled);
        closed = false;
        Pass(1);
        Assert.False(live.Current!.Enabled);
        Assert.Equal(["taken", "taken"], _events);
    }

    [Fact]
    public void Nothing_is_watched_any_more_after_the_end()
    {
        Write(On);
        var live = Start();
        live.Dispose();
        Write(Off);
        Pass(10);
        Assert.True(live.Current!.Enabled);
        Assert.Equal(["on"], _events);
        Assert.Equal(0, _clock.Waiting);
    }

    private LiveSettings Start() => new(
        PathOf(),
        _clock,
        settings => _events.Add(settings.Enabled ? "on" : "off"),
        errors => _events.AddRange(errors.Select(error => error.ToString().Replace(PathOf() + ":", "", StringComparison.Ordinal).Trim())),
        error => _events.Add("thrown: " + error));

    private void Pass(int seconds) => _clock.Advance(seconds * Second);

    private string PathOf() => _folder.PathOf("ipblock.json");

    // The file's time is the fake clock's, so that its age is known.
    private void Write(string text, TimeSpan age = default)
    {
        File.WriteAllText(PathOf(), text);
        File.SetLastWriteTimeUtc(PathOf(), (_clock.UtcNow - age).UtcDateTime);
    }
}
