using System;
#if NET
using System.Buffers.Text;
using System.IO;
#endif

namespace IpBlock.Time;

/// <summary>
/// How long a thread has been ready and had to wait for a processor, because the machine had others to run. On such a machine a clock says that a thread has been kept for long, and the thread has done nothing wrong.
/// Known on Linux with .NET, from the second number of <c>/proc/thread-self/schedstat</c> (kernel documentation, sched-stats); elsewhere always zero.
/// </summary>
public sealed class ProcessorWait : IDisposable
{
    [ThreadStatic]
    private static ProcessorWait? _ofThisThread;

#if NET
    private readonly Microsoft.Win32.SafeHandles.SafeFileHandle? _statistics;
#endif

    /// <summary>Of the calling thread, for any thread to read.</summary>
    public ProcessorWait()
    {
#if NET
        // The kernel looks up the thread when the file is opened.
        try
        {
            _statistics = OperatingSystem.IsLinux() ? File.OpenHandle("/proc/thread-self/schedstat") : null;
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException)
        {
            _statistics = null; // a kernel without these statistics, or no file left: nothing is known
        }
#endif
    }

    /// <summary>The time of the calling thread; null when it is not known.</summary>
    public static TimeSpan? OfThisThread => (_ofThisThread ??= new ProcessorWait()) is { IsKnown: true } known ? known.Read() : null;

    /// <summary>False when nothing is known, and the time is always zero.</summary>
    public bool IsKnown =>
#if NET
        _statistics is not null;
#else
        false;
#endif

    /// <summary>The time since the thread began; zero when it is not known, or the thread has ended.</summary>
    public TimeSpan Read()
    {
#if NET
        try
        {
            Span<byte> text = stackalloc byte[64];
            var length = _statistics is null ? 0 : RandomAccess.Read(_statistics, text, 0);
            text = text[..length];
            return Utf8Parser.TryParse(text[(text.IndexOf((byte)' ') + 1)..], out long nanoseconds, out _) ? TimeSpan.FromTicks(nanoseconds / 100) : TimeSpan.Zero;
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException)
        {
            return TimeSpan.Zero; // ESRCH: the thread has ended
        }
#else
        return TimeSpan.Zero;
#endif
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
#if NET
        _statistics?.Dispose();
#endif
    }
}
