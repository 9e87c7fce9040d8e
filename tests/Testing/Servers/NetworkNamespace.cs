using System;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;

namespace IpBlock.Testing.Servers;

/// <summary>
/// A network of its own with nothing but a loopback in it, for tests that filter packets. One thread lives in it; sockets made and processes started on that thread belong to it, wherever they are used.
/// It is gone with the last of them: nothing has to be cleared away. Needs root.
/// </summary>
public sealed class NetworkNamespace : IDisposable
{
    private const int CloneNewNet = 0x40000000;

    private readonly BlockingCollection<Action> _work = [];
    private readonly Thread _thread;
    private readonly TaskCompletionSource<int> _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private NetworkNamespace()
    {
        _thread = new Thread(Live) { IsBackground = true };
        _thread.Start();
    }

    /// <summary>Makes one, and runs a shell command in it that sets it up.</summary>
    /// <exception cref="InvalidOperationException">It cannot be made, or the command failed.</exception>
    public static async Task<NetworkNamespace> CreateAsync(string command)
    {
        var made = new NetworkNamespace();
        if (await made._entered.Task is var error and not 0)
            throw new InvalidOperationException("A network namespace cannot be made (error " + error + "). Is this root?");
        var (code, output) = await made.Run(() => RealProcess.RunAsync("/bin/sh", ["-ec", "ip link set lo up\n" + command]));
        return code == 0 ? made : throw new InvalidOperationException(output);
    }

    /// <summary>Runs something on the thread that lives in it.</summary>
    public T Run<T>(Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(() =>
        {
            try
            {
                done.SetResult(work());
            }
            catch (Exception failure)
            {
                done.SetException(failure);
            }
        });
        return done.Task.GetAwaiter().GetResult();
    }

    /// <inheritdoc/>
    public void Dispose() => _work.CompleteAdding();

    private void Live()
    {
        _entered.SetResult(Unshare(CloneNewNet) == 0 ? 0 : Marshal.GetLastPInvokeError());
        foreach (var work in _work.GetConsumingEnumerable())
            work();
    }

    [DllImport("libc", EntryPoint = "unshare", SetLastError = true)]
    private static extern int Unshare(int flags);
}
