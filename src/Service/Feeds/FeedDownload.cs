using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Administration.Feeds;
using IpBlock.Settings;

namespace IpBlock.Service.Feeds;

/// <summary>
/// Brings the body of an answer into a file, unpacked, whole, and no further than the limit. Whatever a server can do wrong comes out as a reason; an exception is the disk's.
/// </summary>
internal sealed class FeedDownload(FeedFiles files, string into, SizeLimit limit)
{
    /// <summary>
    /// What .NET has to be told so that packed data which ends too early is an error: without it half a list would pass for a new version. It is read once in a process, so it
    /// stands in the project's file.
    /// </summary>
    public const string StrictUnpacking = "System.IO.Compression.UseStrictValidation";

    private const int Chunk = 1 << 16;

    /// <summary>Null when it went well, else why not. The file is on the disk when it returns.</summary>
    /// <param name="content">The body.</param>
    /// <param name="isFramed">False when the body ends with the connection, whyever that ended (RFC 9112 §6.3).</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public async Task<string?> SaveAsync(HttpContent content, bool isFramed, CancellationToken stop)
    {
        var codings = content.Headers.ContentEncoding.Where(static coding => !string.Equals(coding, "identity", StringComparison.OrdinalIgnoreCase)).ToList();
        if (codings.Count > 1 || (codings.Count == 1 && Unpacking(codings[0], Stream.Null) is null))
            return $"the server used an unsupported compression ({Shown.Cut(string.Join(", ", codings))})";
        if (codings.Count == 0 && !isFramed)
            return "the server does not send the length of the list (Content-Length or chunked), so a truncated list cannot be detected";
        var body = await content.ReadAsStreamAsync(stop).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            if (await CopyAsync(body, into, stop).ConfigureAwait(false) is { } problem)
                return problem;
        }

        if (codings.Count == 1 && await UnpackAsync(codings[0], stop).ConfigureAwait(false) is { } damage)
            return damage;

        // Some lists are files of gzip, whatever the headers say.
        return IsPacked() ? await UnpackAsync("gzip", stop).ConfigureAwait(false) : null;
    }

    private static Stream? Unpacking(string coding, Stream packed) => coding.ToLowerInvariant() switch
    {
        "gzip" or "x-gzip" => new GZipStream(packed, CompressionMode.Decompress),
        "br" => new BrotliStream(packed, CompressionMode.Decompress),
        "deflate" => new ZLibStream(packed, CompressionMode.Decompress),
        _ => null,
    };

    private bool IsPacked()
    {
        using var file = files.OpenRead(into);
        return file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
    }

    private async Task<string?> UnpackAsync(string coding, CancellationToken stop)
    {
        var packed = into + ".packed";
        files.Move(into, packed);
        try
        {
            using var file = files.OpenRead(packed);
            if (file.Length == 0)
                return Damaged("the compressed body is empty");
            var unpacked = Unpacking(coding, file)!;
            await using (unpacked.ConfigureAwait(false))
                return await CopyAsync(unpacked, into, stop).ConfigureAwait(false);
        }
        finally
        {
            files.Delete(packed);
        }
    }

    private async Task<string?> CopyAsync(Stream from, string to, CancellationToken stop)
    {
        var file = files.Create(to);
        await using (file.ConfigureAwait(false))
        {
            var buffer = new byte[Chunk];
            while (true)
            {
                var (count, problem) = await ReadAsync(from, buffer, stop).ConfigureAwait(false);
                if (problem is not null)
                    return problem;
                if (count == 0)
                    break;
                if (file.Length + count > limit.Bytes)
                    return limit.Exceeded;
                await file.WriteAsync(buffer.AsMemory(0, count), stop).ConfigureAwait(false);
            }

            file.Flush(flushToDisk: true);
            return null;
        }
    }

    // The line's fault must not be taken for the disk's. Brotli, and whatever .NET may come to use, throws more kinds of exceptions than its manual says.
    private static async Task<(int Count, string? Problem)> ReadAsync(Stream from, byte[] buffer, CancellationToken stop)
    {
        try
        {
            return (await from.ReadAsync(buffer, stop).ConfigureAwait(false), null);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return (0, Damaged(failure.Message));
        }
    }

    private static string Damaged(string why) => "the connection was interrupted, or the data is damaged: " + Shown.Cut(why).TrimEnd('.');
}
