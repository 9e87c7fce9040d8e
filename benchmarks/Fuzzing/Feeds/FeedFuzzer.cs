using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
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

namespace IpBlock.Fuzzing.Feeds;

/// <summary>
/// The real fetching of lists against a server that sends changed answers over real sockets. Whatever comes, nothing is thrown, the list in force is the old one or a new one that is whole,
/// no file is left behind, and no reason holds a control character.
/// </summary>
public sealed class FeedFuzzer : IDisposable, INoticeSink
{
    private static readonly HashSet<string> Expected = ["drop.list", "drop.list.json", "drop.list.fresh", "drop.list.old", "drop.list.held", "drop.list.lock"];
    private readonly Authority _authority = new();
    private readonly ScratchFolder _folder = new();
    private readonly RawFeedServer _server;
    private readonly FilterSettings _settings;
    private readonly ListPlace _place;
    private readonly string _settingsPath;
    private string _inForce = "";

    /// <summary>A server, and an empty folder to fetch into.</summary>
    public FeedFuzzer()
    {
        _server = new RawFeedServer(_authority.Good());
        _authority.WriteTo(Path.Combine(_folder.Path, "ca.pem"));
        _settingsPath = _folder.Write(
            "ipblock.json",
            $$"""{ "feeds": { "caFile": "ca.pem", "timeout": "10s", "maxSize": "64KB" }, "lists": [ { "name": "drop", "url": "https://127.0.0.1:{{_server.Port}}/list.txt" } ] }""");
        _settings = SettingsFile.Load(_settingsPath).Settings!;
        _place = ListPlace.Of(_settings.Lists[0], _settings, _settingsPath);
    }

    /// <summary>How often fetching ended how.</summary>
    public IDictionary<FeedResult, int> Results { get; } = new Dictionary<FeedResult, int>();

    private int Inputs => Results.Values.Sum();

    /// <summary>Runs for so long, and says what was found.</summary>
    public static async Task<bool> RunAsync(TimeSpan time, int seed)
    {
        using var fuzzer = new FeedFuzzer();
        var clock = Stopwatch.StartNew();
        var found = 0;
        for (var input = seed; clock.Elapsed < time; input++)
        {
            if (await fuzzer.TryAsync(input).ConfigureAwait(false) is not { } fault)
                continue;
            found++;
            Console.WriteLine($"input {input.ToString(CultureInfo.InvariantCulture)}: {fault}");
        }

        var results = string.Join(", ", fuzzer.Results.OrderBy(static one => one.Key).Select(static one => $"{one.Key} {one.Value.ToString(CultureInfo.InvariantCulture)}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"feeds: {fuzzer.Inputs} inputs in {clock.Elapsed.TotalSeconds:0} s ({results}), {found} faults"));
        return found == 0;
    }

    /// <summary>Fetches once; what is wrong, or null. The same number gives the same answer of the server.</summary>
    public async Task<string?> TryAsync(int seed)
    {
        var answer = new FeedAnswer(new Random(seed));
        _server.Answer = answer;
        FeedRecord record;
        try
        {
            record = await new FeedUpdate(_settings.Lists[0], _settings, _settingsPath, Clock.System, this).RunAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            return failure.ToString();
        }

        Results[record.Result] = Results.TryGetValue(record.Result, out var times) ? times + 1 : 1;
        return Fault(record, answer);
    }

    /// <inheritdoc/>
    public void Write(Notice notice)
    {
        if (notice.Text.Any(char.IsControl))
            throw new InvalidDataException("A notice holds a control character: " + notice.Text);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _server.Dispose();
        _authority.Dispose();
        _folder.Dispose();
    }

    private string? Fault(FeedRecord record, FeedAnswer answer)
    {
        var before = _inForce;
        _inForce = File.Exists(_place.File) ? File.ReadAllText(_place.File, Encoding.Latin1) : "";
        if (!string.Equals(_inForce, before, StringComparison.Ordinal) && !answer.IsWhole(_inForce))
            return $"part of a list is in force: {_inForce.Length} bytes, {record.Result}";
        if (record.Result == FeedResult.Failed && !string.Equals(_inForce, before, StringComparison.Ordinal))
            return "the list has changed though fetching failed";
        if (record.Why.Any(char.IsControl) || record.Why.Length > 1000)
            return "the reason is not fit to be shown: " + record.Why;
        var left = Directory.GetFiles(Path.GetDirectoryName(_place.File)!).Select(static file => Path.GetFileName(file)).Where(static file => !Expected.Contains(file)).ToList();
        return left.Count > 0 ? "files are left behind: " + string.Join(", ", left) : null;
    }
}
