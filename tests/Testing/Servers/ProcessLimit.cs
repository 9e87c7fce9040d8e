using System;
using System.Diagnostics;
using System.Threading;

namespace IpBlock.Testing.Servers;

/// <summary>
/// Starts a program of a test, and ends it with all its children: when disposed, and by itself when its time is over, so that a test that waits for it
/// for ever has something to hear. All programs of tests are started here.
/// </summary>
public sealed class ProcessLimit : IDisposable
{
    /// <summary>Longer than any test needs its servers on a busy machine.</summary>
    public static readonly TimeSpan Usual = TimeSpan.FromMinutes(15);

    private readonly Process _process;
    private readonly Timer _timer;
    private volatile bool _isOver;

    private ProcessLimit(Process process, TimeSpan limit)
    {
        _process = process;
        _timer = new Timer(_ => End(), null, limit, Timeout.InfiniteTimeSpan);
    }

    /// <summary>True when the program was ended because its time was over.</summary>
    public bool IsOver => _isOver;

    /// <summary>Starts the program.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">It cannot be started.</exception>
    public static ProcessLimit Start(Process process, TimeSpan limit)
    {
#pragma warning disable RS0030 // the one place
        process.Start();
#pragma warning restore RS0030
        return new ProcessLimit(process, limit);
    }

    /// <summary>Ends the program and its children. The <see cref="Process"/> itself stays to be asked for its exit code.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        Kill();
    }

    // On the timer's thread nothing may be thrown: it would end the tests.
    private void End()
    {
        _isOver = true;
        try
        {
            Kill();
        }
        catch (AggregateException)
        {
            return; // a child belongs to somebody else
        }
    }

    private void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            return; // it has been disposed of in the meantime
        }
    }
}
