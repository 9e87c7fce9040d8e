using System;
using System.Collections.Concurrent;
using System.Threading.Tasks;
using IpBlock.Manager.Accounts;
using IpBlock.Time;
using Microsoft.AspNetCore.SignalR;

namespace IpBlock.Manager.Security;

/// <summary>The open connections of pages, by session: one that is ended takes its pages with it.</summary>
public sealed class LiveCircuits : IHubFilter, IDisposable
{
    private readonly ConcurrentDictionary<string, HubCallerContext> _connections = new(StringComparer.Ordinal);
    private static readonly TimeSpan TimeToLeave = TimeSpan.FromSeconds(3);
    private readonly SessionStore _sessions;
    private readonly Clock _clock;

    /// <summary>Listens for sessions that end.</summary>
    public LiveCircuits(SessionStore sessions, Clock clock)
    {
        (_sessions, _clock) = (sessions, clock);
        _sessions.Ended += Close;
    }

    /// <inheritdoc/>
    public Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        _connections[context.Context.ConnectionId] = context.Context;
        return next(context);
    }

    /// <inheritdoc/>
    public Task OnDisconnectedAsync(HubLifetimeContext context, Exception? exception, Func<HubLifetimeContext, Exception?, Task> next)
    {
        _connections.TryRemove(context.Context.ConnectionId, out _);
        return next(context, exception);
    }

    /// <summary>
    /// Closes the pages of a session that has ended, once the page that ended it has had time to lead elsewhere: closed before, it would try to
    /// connect again.
    /// </summary>
    public void CloseSoon(string session) => _ = CloseLaterAsync(session);

    /// <inheritdoc/>
    public void Dispose() => _sessions.Ended -= Close;

    private async Task CloseLaterAsync(string session)
    {
        await _clock.Delay(TimeToLeave);
        Close(session);
    }

    private void Close(string session)
    {
        foreach (var (_, connection) in _connections)
        {
            if (string.Equals(connection.User?.FindFirst(SessionCookie.Claim)?.Value, session, StringComparison.Ordinal))
                connection.Abort();
        }
    }
}
