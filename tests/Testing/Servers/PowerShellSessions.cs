using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading.Tasks;

namespace IpBlock.Testing.Servers;

/// <summary>The sessions of an assembly's tests, as many as ask at the same time. An assembly fixture: it ends them.</summary>
public sealed class PowerShellSessions : IAsyncDisposable
{
    private static readonly ConcurrentBag<PowerShellSession> Idle = [];

    /// <summary>Runs a text in a session that is free, as <see cref="PowerShellSession.RunAsync"/> does.</summary>
    public static async Task<(bool Succeeded, string Output)> RunAsync(string text, TimeSpan within, IReadOnlyDictionary<string, string> environment)
    {
        var session = Idle.TryTake(out var idle) ? idle : await PowerShellSession.StartAsync();
        try
        {
            var result = await session.RunAsync(text, within, environment);
            Idle.Add(session);
            return result;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        while (Idle.TryTake(out var session))
            await session.DisposeAsync();
    }
}
