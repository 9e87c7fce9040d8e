using System;
using System.Net;
using System.Threading.Tasks;

namespace IpBlock.Testing.Servers;

/// <summary>A server that runs for a test: a process with a folder of its own, which goes when the server does, and one address.</summary>
public abstract class RealServer : IAsyncDisposable
{
    private readonly Started _started;

    private protected RealServer(Started started) => _started = started;

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint => _started.EndPoint;

    /// <summary>Its process.</summary>
    public int Id => _started.Process.Id;

    /// <summary>What it has written so far.</summary>
    public string Output => _started.Process.Output;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _started.Process.DisposeAsync();
        _started.Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Makes the folder and has the process started in it; when that fails, nothing is left.</summary>
    private protected static async Task<Started> StartInFolderAsync(IPEndPoint end, Func<ScratchFolder, Task<RealProcess>> start)
    {
        var folder = new ScratchFolder();
        try
        {
            return new Started(folder, await start(folder), end);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>What a server has once it answers.</summary>
    private protected sealed record Started(ScratchFolder Folder, RealProcess Process, IPEndPoint EndPoint);
}
