using System;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;

namespace IpBlock.Administration.Logs.Reading;

/// <summary>Threads that work when nobody else wants to: mail goes first.</summary>
public static class LowPriority
{
    private const int ThisThread = 0; // PRIO_PROCESS with who 0, which for Linux is the thread (setpriority(2), "C library/kernel differences")

    // Beside two cores that others keep busy it has two fifths of one then, and a million lines are read in time; whoever wakes up for a mail goes first even
    // so.
    private const int Nice = 3;

    /// <summary>Begins with the work.</summary>
    /// <param name="name">What the thread is called.</param>
    /// <param name="work">What it does; what it throws ends the process.</param>
    public static Thread Start(string name, Action work)
    {
        var thread = new Thread(() =>
        {
            // .NET passes priorities on to Windows alone.
            if (OperatingSystem.IsLinux())
                _ = setpriority(ThisThread, 0, getpriority(ThisThread, 0) + Nice);
            work();
        })
        { Name = name, IsBackground = true, Priority = ThreadPriority.Lowest };
        thread.Start();
        return thread;
    }

    /// <summary>Does it on such a thread.</summary>
    public static Task<T> RunAsync<T>(string name, Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Start(name, () =>
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
        return done.Task;
    }

    [DllImport("libc")]
    private static extern int getpriority(int which, uint who);

    [DllImport("libc")]
    private static extern int setpriority(int which, uint who, int priority);
}
