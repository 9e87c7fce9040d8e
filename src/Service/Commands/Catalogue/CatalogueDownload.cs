using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Administration.Catalogue.Signed;
using IpBlock.Administration.Feeds;
using IpBlock.Files;
using IpBlock.Lists;
using IpBlock.Service.Feeds;
using IpBlock.Settings;

namespace IpBlock.Service.Commands.Catalogue;

/// <summary>Fetches a signed catalogue over HTTPS with the means, and under the limits, of the lists' own client.</summary>
internal static class CatalogueDownload
{
    /// <summary>The bytes, or why there are none.</summary>
    /// <exception cref="IOException">The temporary file cannot be written, or the file of certificates not read.</exception>
    public static async Task<(byte[]? Content, string? Problem)> FetchAsync(ListUrl url, FilterSettings settings, string settingsPath, CancellationToken stop)
    {
        var temporary = Directory.CreateTempSubdirectory("ipblock-catalogue-").FullName;
        try
        {
            using var folder = OwnedFolder.Open(temporary);
            var files = new FeedFiles(folder, ListPlace.At(Path.Combine(temporary, SignedCatalogue.FileName)));
            var limit = new SizeLimit(SignedCatalogue.MaxBytes, "the maximum size of a catalogue");
            using var client = new FeedClient(settings.Feeds, settingsPath, limit: limit);
            var fetched = await client.FetchAsync(url, new FeedRecord(), files, stop).ConfigureAwait(false);
            if (fetched.Problem is { } problem)
                return (null, problem);
            using var stream = files.OpenRead(files.Part);
            return (SignedCatalogue.ReadStream(stream), null);
        }
        finally
        {
            Directory.Delete(temporary, recursive: true);
        }
    }
}
