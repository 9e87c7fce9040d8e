using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Addresses;
using IpBlock.Administration.Logs;
using IpBlock.Filtering;
using IpBlock.Sessions;
using IpBlock.Testing.Dns;
using IpBlock.Tests.Time;

namespace IpBlock.Benchmarks.Soak;

/// <summary>
/// A whole engine on a clock that is advanced by hand, four lists on loopback, and mail from 4,000 returning senders and as many strangers. The clock stands still while answers are under way, so that nothing is
/// late but what is to be late.
/// </summary>
internal sealed class SimulatedSite : IAsyncDisposable
{
    public const int Lists = 4;
    private const int Senders = 4000;
    private static readonly TimeSpan LieIsRemembered = TimeSpan.FromMinutes(10);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ipblock-soak");
    private readonly ScriptedDnsServer _server = ScriptedDnsServer.Start();
    private readonly string[][] _listedBy = new string[Senders][];
    private readonly TimeSpan[] _liedUntil = new TimeSpan[Lists];
    private readonly List<(Task<Verdict> Verdict, int Sender)> _waiting = [];
    private readonly Random _random = new(20260415);
    private readonly DecisionLogReader _log;
    private readonly string _settings;
    private uint _stranger = 0x2E000000;
    private long _logged;
    private Address _entry;
    private DateTimeOffset _entryEnds;

    public SimulatedSite()
    {
        _settings = Path.Combine(_folder.FullName, "ipblock.json");
        for (var sender = 0; sender < Senders; sender++)
            _listedBy[sender] = Enlist(sender);
        for (var list = 0; list < Lists; list++)
            Zone(list).Lists("127.0.0.2", "127.0.0.2");
        ChangeSettings(20_000);
        Engine = new FilterEngine(_settings, Clock, Notices);
        _log = new DecisionLogReader(Path.Combine(_folder.FullName, "log"));
    }

    public FakeClock Clock { get; } = new();

    public FilterEngine Engine { get; }

    public NoticeCount Notices { get; } = new();

    public Oracle Oracle { get; } = new();

    /// <summary>Decisions that were logged and not found in the log again, or the other way round.</summary>
    public long LogDifference { get; private set; }

    public ZoneScript Zone(int list) => _server.Zone($"z{list}.soak");

    /// <summary>From now on, until told otherwise, what this list says is not true.</summary>
    public void Lies(int list, bool begins) => _liedUntil[list] = begins ? TimeSpan.MaxValue : Clock.Elapsed + LieIsRemembered;

    /// <summary>New settings: another size of the cache, so that there is another resolver, and another entry of the block list, which ends after two hours.</summary>
    public void ChangeSettings(int cacheEntries)
    {
        _entry = Address.FromIPv4(0x2F000000 + (uint)_random.Next(1 << 20));
        _entryEnds = Clock.UtcNow + TimeSpan.FromHours(2);
        var lists = new List<string>();
        for (var list = 0; list < Lists; list++)
            lists.Add($$"""{ "name": "z{{list}}", "lookupDomain": "z{{list}}.soak", "anyMatch": true }""");
        File.WriteAllText(_settings, $$"""
            {
              "dns": { "servers": [ "{{_server.EndPoint}}" ], "cacheEntries": {{cacheEntries}} },
              "lookupTimeout": "30s", "totalTimeout": "60s",
              "blockProviders": [ {{string.Join(", ", lists)}} ],
              "blockList": [ { "address": "{{_entry}}", "expires": "{{_entryEnds.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}}" } ],
              "log": { "maxFileSize": "2MB", "maxDirectorySize": "20MB" }
            }
            """);
        Engine?.Reload();
    }

    /// <summary>A minute with so many connections.</summary>
    public async Task MinuteAsync(int connections)
    {
        for (var i = 0; i < connections; i++)
        {
            var sender = i % 2 == 0 ? _random.Next(Senders) : -1;
            _waiting.Add((Engine.EvaluateAsync(new FilterRequest(sender < 0 ? Address.FromIPv4(_stranger++) : AddressOf(sender))), sender));
        }

        HearEntry();
        for (var second = 0; second < 60;)
        {
            var step = await SettleAsync() ? 6 : 1;
            Clock.Advance(TimeSpan.FromSeconds(step));
            second += step;
        }

        await CollectAsync();
    }

    /// <summary>Reads what has been logged since the last time; the log is written by a thread of its own.</summary>
    public async Task ReadLogAsync()
    {
        long read = 0;
        for (var patience = 0; read < _logged && patience < 1000; patience++)
        {
            read += _log.ReadNew().LongCount();
            await Task.Delay(read < _logged ? 10 : 0);
        }

        LogDifference += Math.Abs(_logged - read);
        _logged = 0;
    }

    public async ValueTask DisposeAsync()
    {
        Engine.Dispose();
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    // While it holds, it decides at once and without a lookup. A minute on either side of its end it may be so or so: settings are looked at once a second.
    private void HearEntry()
    {
        var left = _entryEnds - Clock.UtcNow;
        var verdict = Engine.EvaluateAsync(new FilterRequest(_entry));
        if (left > TimeSpan.FromMinutes(1) && left < TimeSpan.FromMinutes(118))
            Oracle.Judge(verdict.IsCompletedSuccessfully ? verdict.Result : Verdict.WithoutSettings(_entry), VerdictRule.BlockList);
        else if (left < TimeSpan.FromMinutes(-1))
            _waiting.Add((verdict, -1));
    }

    // Until nothing is under way any more, or what is will not be answered; true when there was nothing at all: packets on loopback take microseconds, a busy machine milliseconds.
    private async Task<bool> SettleAsync()
    {
        for (var (looks, quiet) = (0, 0); quiet < 3; looks++)
        {
            var outstanding = Engine.Resolver!.Outstanding;
            if (outstanding == 0 && _server.Queries.Count == 0)
                return looks == 0;
            _server.Forget();
            await Task.Delay(1);
            quiet = outstanding == Engine.Resolver!.Outstanding && _server.Queries.Count == 0 ? quiet + 1 : 0;
        }

        return false;
    }

    private async Task CollectAsync()
    {
        foreach (var (task, sender) in _waiting)
        {
            if (!task.IsCompleted)
                continue;
            var verdict = await task;
            Oracle.Judge(verdict, sender < 0 ? [] : _listedBy[sender], name => _liedUntil[name[1] - '0'] > Clock.Elapsed);
            Engine.Log(new Decision(verdict) { SessionId = "soak", Event = "OnConnect", Action = verdict.Action == VerdictAction.Reject ? "RejectConnection" : "AcceptConnection", Reply = verdict.Reply });
            _logged++;
        }

        _waiting.RemoveAll(static one => one.Verdict.IsCompleted);
    }

    private string[] Enlist(int sender)
    {
        var lists = new List<string>();
        for (var list = 0; list < Lists; list++)
        {
            if ((sender * 2654435761u >> 8 * list & 255) >= 26)
                continue;
            Zone(list).Lists(AddressOf(sender).ToString(), "127.0.0.2");
            lists.Add("z" + list.ToString(CultureInfo.InvariantCulture));
        }

        return [.. lists];
    }

    private static Address AddressOf(int sender) => Address.FromIPv4(0x2D000000 + (uint)sender);
}
