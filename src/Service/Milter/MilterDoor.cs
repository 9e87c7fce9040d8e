using System;
using System.Globalization;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Addresses;
using IpBlock.Filtering;
using IpBlock.Reporting;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.Service.Milter;

/// <summary>What all sessions of the milter share: the engine, the limits and where to tell of trouble.</summary>
internal sealed class MilterDoor
{
    private readonly FilterEngine _engine;
    private readonly INoticeSink _notices;
    private long _toldAt = -TimeSpan.TicksPerMinute;

    public MilterDoor(FilterEngine engine, INoticeSink notices, Clock clock, MilterOptions? options = null)
    {
        _engine = engine;
        _notices = notices;
        Clock = clock;
        Options = options ?? new MilterOptions();
        Evaluate = engine.EvaluateAsync;
    }

    public Clock Clock { get; }

    public MilterOptions Options { get; }

    /// <summary>The filter in force; a session keeps the one it began with.</summary>
    public ConnectionFilter? Filter => _engine.Filter;

    /// <summary>The engine's decision; a test may put another in its place.</summary>
    public Func<FilterRequest, Task<Verdict>> Evaluate { get; init; }

    /// <summary>The verdict, or null when the engine failed: then the settings say what becomes of the client. Never throws.</summary>
    public Task<Verdict?> DecideAsync(FilterRequest request)
    {
        try
        {
            var deciding = Evaluate(request);
            // The verdict of a client whose answers are cached takes no state machine.
            return deciding.IsCompletedSuccessfully ? Task.FromResult<Verdict?>(deciding.GetAwaiter().GetResult()) : UnlessFailedAsync(deciding);
        }
        catch (Exception failure)
        {
            return Failed(failure);
        }
    }

    /// <summary>True when a client is to come again that could not be judged.</summary>
    public bool DefersOnError => Filter?.Settings.Service.OnError == OnError.TempFail;

    /// <summary>A peer does not speak the protocol; its connection is closed. The administrator hears of the first in a minute.</summary>
    public void Misunderstood(EndPoint? peer, string what)
    {
        var now = Clock.Elapsed.Ticks;
        var last = Volatile.Read(ref _toldAt);
        if (now - last >= TimeSpan.TicksPerMinute && Interlocked.CompareExchange(ref _toldAt, now, last) == last)
            _notices.Write(LogMessages.PeerMisunderstood("The milter", peer?.ToString() ?? "a local socket", what));
    }

    public void Log(Verdict verdict, Connection connection, Macros macros, string @event, string action, string recipient = "", SmtpReply? reply = null) =>
        _engine.Log(new Decision(verdict)
        {
            SessionId = macros.QueueId,
            LocalEndpoint = EndPointOf(macros.LocalAddress, macros.LocalPort),
            RemoteEndpoint = connection.Client is { } client ? EndPointOf(client.ToString(), connection.Port) : "",
            Event = @event,
            Action = action,
            Recipient = recipient,
            Reply = reply,
        });

    private static string EndPointOf(string address, int port)
    {
        if (address.Length == 0 && port == 0)
            return "";
        var host = address.Contains(':', StringComparison.Ordinal) && address[0] != '[' ? "[" + address + "]" : address;
        return host + ":" + port.ToString(CultureInfo.InvariantCulture);
    }

    private async Task<Verdict?> UnlessFailedAsync(Task<Verdict> deciding)
    {
        try
        {
            return await deciding.ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            return await Failed(failure).ConfigureAwait(false);
        }
    }

    private Task<Verdict?> Failed(Exception failure)
    {
        _notices.Write(LogMessages.DoorFailed("the milter", failure));
        return Task.FromResult<Verdict?>(null);
    }
}
