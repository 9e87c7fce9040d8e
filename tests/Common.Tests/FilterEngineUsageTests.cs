using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using IpBlock.Filtering;
using Xunit;

namespace IpBlock.Tests;

/// <summary>The engine writes to its log how often the lists were asked.</summary>
public sealed partial class FilterEngineUsageTests : IAsyncDisposable
{
    private static readonly string Two = $"\"lookupTimeout\": \"30s\", \"totalTimeout\": \"60s\", \"blockProviders\": [ {Some.List("one")}, {Some.List("two")} ]";
    private readonly EngineUnderTest _test = new();

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    [Fact]
    public async Task At_the_hour_and_at_the_end_each_list_has_its_line_and_a_restart_in_the_hour_loses_none()
    {
        _test.Server.Zone("one.test").Lists(EngineUnderTest.Client, "127.0.0.2");
        _test.Write(Two);
        await _test.EvaluateAsync();
        await _test.EvaluateAsync("192.0.2.2");
        _test.Pass(3600);
        await _test.EvaluateAsync("192.0.2.3");
        _test.Engine.Dispose();
        using (var again = new FilterEngine(_test.SettingsPath, _test.Clock, _test.Notices))
            await again.EvaluateAsync(new FilterRequest(Some.Client("192.0.2.4"))).WaitAsync(Some.Patience);
        Assert.Equal(["one 1 0 0", "one 1 0 0", "one 2 1 1", "two 1 0 0", "two 1 0 0", "two 2 0 0"], Written(null));
        Assert.Equal(["one 1 0 0", "one 1 0 0", "two 1 0 0", "two 1 0 0"], Written(new DateTimeOffset(2026, 1, 2, 4, 2, 0, TimeSpan.Zero)));
    }

    [Fact]
    public async Task A_change_of_the_settings_in_the_hour_loses_no_count()
    {
        _test.Write(Two);
        await _test.EvaluateAsync();
        _test.Write(Two.Replace("30s", "29s", StringComparison.Ordinal).Replace(Some.List("two"), Some.List("three"), StringComparison.Ordinal));
        _test.Pass(5);
        Assert.Equal(2, _test.Notices.Of(100).Count);
        await _test.EvaluateAsync("192.0.2.2");
        _test.Engine.Dispose();
        Assert.Equal(["one 2 0 0", "three 1 0 0", "two 1 0 0"], Written(null));
    }

    [Fact]
    public async Task A_log_that_is_turned_off_takes_no_counts()
    {
        _test.Write("\"log\": { \"enabled\": false }, " + Two);
        await _test.EvaluateAsync();
        _test.Engine.Dispose();
        Assert.Empty(Written(null));
    }

    // Each list's name, and how often it was asked, listed the client and matched.
    private string[] Written(DateTimeOffset? since)
    {
        var lines = Directory.GetFiles(_test.PathOf("log")).SelectMany(File.ReadLines).Select(static line => Usage().Match(line)).Where(static match => match.Success);
        return
        [
            .. lines.Where(match => !(DateTimeOffset.Parse(match.Groups["to"].Value, CultureInfo.InvariantCulture) <= since))
                .Select(static match => string.Join(' ', match.Groups["name"], match.Groups["queries"], match.Groups["listed"], match.Groups["matched"]))
                .Order(StringComparer.Ordinal),
        ];
    }

    [GeneratedRegex("^#Provider: name=\"(?<name>.*?)\" .* to=(?<to>\\S+) queries=(?<queries>\\d+) .* listed=(?<listed>\\d+) matched=(?<matched>\\d+) ", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Usage();
}
