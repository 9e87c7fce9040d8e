using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using IpBlock.Testing.Servers;

namespace IpBlock.Benchmarks.MailServers;

/// <summary>A Postfix with one way to check clients, and whoever checks beside it.</summary>
internal sealed class Front : IAsyncDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly Programs _programs;
    private readonly IPAddress _resolver;
    private readonly TimeSpan _limit;
    private readonly int _port = Free.Port();
    private Postfix? _postfix;
    private RealProcess? _checker;

    private Front(Kind kind, Programs programs, IPAddress resolver, TimeSpan limit)
    {
        Kind = kind;
        _programs = programs;
        _resolver = resolver;
        _limit = limit;
    }

    public Kind Kind { get; }

    public int Port => _postfix!.Proxied.Port;

    public TimeSpan PostfixProcessorTime => ProcessorClock.OfFamily(_postfix!.Id);

    public TimeSpan CheckerProcessorTime => _checker is null ? TimeSpan.Zero : ProcessorClock.Of(_checker.Id);

    /// <summary>Megabytes of whoever checks, what several processes share in equal parts (PSS).</summary>
    public long CheckerMegabytes => _checker is null ? 0 : long.Parse(
        File.ReadLines($"/proc/{_checker.Id.ToString(CultureInfo.InvariantCulture)}/smaps_rollup").Single(static line => line.StartsWith("Pss:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture) / 1024;

    public static async Task<Front> StartAsync(Kind kind, Programs programs, IPAddress resolver, TimeSpan limit)
    {
        var front = new Front(kind, programs, resolver, limit);
        try
        {
            await front.StartCheckerAsync();
            var mail = Directory.CreateDirectory(Path.Combine(front._folder.Path, "mail")).FullName;
            // in_flow_delay would let each session wait for a second, because messages are begun here and none is delivered.
            // Its processes stay while others have their turn.
            front._postfix = await Postfix.StartAsync(mail, resolver, ["in_flow_delay = 0", "max_idle = 1h", front.Check()], limit: limit);
            return front;
        }
        catch
        {
            await front.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends whoever checks, while Postfix stays.</summary>
    public async Task StopCheckerAsync()
    {
        if (_checker is not null)
            await _checker.DisposeAsync();
        _checker = null;
    }

    /// <summary>Starts whoever checks.</summary>
    public async Task StartCheckerAsync()
    {
        if (Kind.Door != Door.None)
            _checker = await CheckerProcess.StartAsync(_programs, Kind, _resolver, _folder.Path, _port, _limit);
    }

    public async ValueTask DisposeAsync()
    {
        if (_postfix is not null)
            await _postfix.DisposeAsync();
        if (_checker is not null)
            await _checker.DisposeAsync();
        _folder.Dispose();
    }

    // A door that fails must not look like one that accepts.
    private string Check() => Kind.Door switch
    {
        Door.Policy => $"smtpd_recipient_restrictions = check_policy_service {{ inet:127.0.0.1:{_port}, timeout=10s, default_action=DEFER }}",
        Door.Milter => $"smtpd_milters = {{ inet:127.0.0.1:{_port}, default_action=tempfail, command_timeout=10s }}",
        Door.MilterInAFile => $"smtpd_milters = {{ unix:{CheckerProcess.SocketFile(_folder.Path)}, default_action=tempfail, command_timeout=10s }}",
        _ when Kind.Checker == Checker.Postfix => "smtpd_recipient_restrictions = " + string.Join(", ", NameServers.Zones.Select(static zone => "reject_rbl_client " + zone)),
        _ => "",
    };
}
