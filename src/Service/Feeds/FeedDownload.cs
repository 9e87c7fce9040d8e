using System;
using System.IO;
using System.IO.Compression;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Settings;

namespace IpBlock.Service.Feeds;

/// <summary>Brings the body of an answer into a file, unpacked, and no further than the limit.</summary>
internal static class FeedDownload
{
    private const int Chunk = 1 << 16;

    /// <summary>Null when it went well, else why not. The file is on the disk when it returns.</summary>
    public static async Task<string?> SaveAsync(HttpContent content, string into, long maxSize, CancellationToken stop)
    {
        var body = await content.ReadAsStreamAsync(stop).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            if (!await CopyAsync(body, into, maxSize, stop).ConfigureAwait(false))
                return TooLarge(maxSize);
        }

        return IsPacked(into) ? await UnpackAsync(into, maxSize, stop).ConfigureAwait(false) : null;
    }

    // Some lists are files of gzip, whatever the headers say.
    private static bool IsPacked(string path)
    {
        using var file = File.OpenRead(path);
        return file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
    }

    private static async Task<string?> UnpackAsync(string path, long maxSize, CancellationToken stop)
    {
        var packed = path + ".gz";
        File.Move(path, packed, overwrite: true);
        try
        {
            var unpacked = new GZipStream(File.OpenRead(packed), CompressionMode.Decompress);
            await using (unpacked.ConfigureAwait(false))
                return await CopyAsync(unpacked, path, maxSize, stop).ConfigureAwait(false) ? null : TooLarge(maxSize);
        }
        finally
        {
            File.Delete(packed);
        }
    }

    private static async Task<bool> CopyAsync(Stream from, string into, long maxSize, CancellationToken stop)
    {
        // What a process that was killed has left may belong to another account.
        File.Delete(into);
        var file = new FileStream(into, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, useAsync: true);
        await using (file.ConfigureAwait(false))
        {
            var buffer = new byte[Chunk];
            for (int count; (count = await ReadAsync(from, buffer, stop).ConfigureAwait(false)) > 0;)
            {
                if (file.Length + count > maxSize)
                    return false;
                await file.WriteAsync(buffer.AsMemory(0, count), stop).ConfigureAwait(false);
            }

            file.Flush(flushToDisk: true);
            return true;
        }
    }

    // The line's fault must not be taken for the disk's.
    private static async Task<int> ReadAsync(Stream from, byte[] buffer, CancellationToken stop)
    {
        try
        {
            return await from.ReadAsync(buffer, stop).ConfigureAwait(false);
        }
        catch (IOException failure) when (failure is not HttpIOException)
        {
            throw new HttpIOException(HttpRequestError.ResponseEnded, failure.Message, failure);
        }
    }

    private static string TooLarge(long maxSize) => $"it is larger than {ByteSize.Format(maxSize)} (feeds.maxSize)";
}
