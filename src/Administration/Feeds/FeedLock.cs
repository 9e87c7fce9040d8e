using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Files;
using IpBlock.Time;

namespace IpBlock.Administration.Feeds;

/// <summary>Keeps two processes from fetching one list at the same time.</summary>
internal static class FeedLock
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(100);

    /// <summary>The lock, or null when another has held it for so long. Ends with its stream, or with the process.</summary>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    /// <exception cref="IOException">The folder cannot be written, or the lock is no file.</exception>
    public static async Task<IDisposable?> WaitAsync(OwnedFolder folder, string name, TimeSpan patience, Clock clock, CancellationToken stop)
    {
        for (var waited = TimeSpan.Zero; ; waited += BetweenTries)
        {
            // To read is enough for a lock, and lets the service lock a file that root has made.
            if (folder.TryHold(name, FileAccess.Read) is { } taken)
                return taken;
            if (waited >= patience)
                return null;
            await clock.Delay(BetweenTries, stop).ConfigureAwait(false);
        }
    }
}
