using System;
using System.Threading;

namespace IpBlock.Time;

/// <summary>Work that does not overlap itself: a run that comes while the one before is still busy is left out.</summary>
internal sealed class OneAtATime(Action work)
{
    private int _busy;

    public void Run()
    {
        if (Interlocked.Exchange(ref _busy, 1) != 0)
            return;
        try
        {
            work();
        }
        finally
        {
            Volatile.Write(ref _busy, 0);
        }
    }
}
