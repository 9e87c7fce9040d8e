using System;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Dns;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.PowerShell.Cmdlets;

/// <summary>A cmdlet that asks lists, and stops asking at Ctrl+C.</summary>
public abstract class TestingCmdlet : IpBlockCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private StubResolver? _resolver;

    private protected StubResolver ResolverFor(FilterSettings settings) => _resolver ??= new StubResolver(FilterEngine.OptionsFor(settings), Clock.System);

    /// <summary>
    /// The one place where the pipeline's thread waits for asynchronous work. That runs on the pool and comes back to no context, so it cannot wait for this thread in turn.
    /// </summary>
    private protected T Wait<T>(Func<Task<T>> work)
    {
        var task = Task.Run(work);
        task.Wait(_stop.Token);
        return task.GetAwaiter().GetResult();
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stop.Cancel();

    /// <summary>Closes the sockets.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes what the cmdlet holds.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        _resolver?.Dispose();
        _stop.Dispose();
    }
}
