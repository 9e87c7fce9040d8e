using System;
using System.Globalization;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Administration.Feeds;
using IpBlock.Lists;
using IpBlock.Settings;

namespace IpBlock.Service.Feeds;

/// <summary>
/// Asks servers for lists over HTTPS, and trusts none of them: what comes is bounded in size and time, certificates are verified, and no redirection leaves HTTPS or leads into the
/// local network. Proxies are those of the system (HTTPS_PROXY, NO_PROXY).
/// </summary>
internal sealed class FeedClient : IDisposable
{
    private const int MaxRedirections = 5;
    private const int LongestTag = 1000;
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(30);

    private readonly HttpClient _http;
    private readonly FeedSettings _settings;
    private readonly SizeLimit _limit;

    /// <param name="settings">How lists are fetched.</param>
    /// <param name="settingsPath">Relative paths count from its folder.</param>
    /// <param name="connector">Makes the connections.</param>
    /// <param name="limit">How large a body may be; as large as a list unless given.</param>
    /// <exception cref="IOException">The file of certificates cannot be read.</exception>
    public FeedClient(FeedSettings settings, string settingsPath, FeedConnector? connector = null, SizeLimit? limit = null)
    {
        _settings = settings;
        _limit = limit ?? SizeLimit.OfLists(settings);
        var handler = new SocketsHttpHandler
        {
            // Both are done here, where they can be looked at: .NET takes half a gzip for a whole one, and follows to every host.
            AutomaticDecompression = DecompressionMethods.None,
            AllowAutoRedirect = false,
            ConnectTimeout = ConnectTimeout,
            ConnectCallback = (connector ?? new FeedConnector()).ConnectAsync,
            UseCookies = false,

            // A connection that was good for one request need not be for the next.
            PooledConnectionLifetime = TimeSpan.Zero,
        };
        if (settings.CaFile is { } file)
            handler.SslOptions.RemoteCertificateValidationCallback = new OwnAuthorities(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(settingsPath))!, file), "feeds.caFile").Trusts;
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.UserAgent.Add(UserAgent);
        foreach (var coding in (string[])["gzip", "deflate", "br"])
            _http.DefaultRequestHeaders.AcceptEncoding.Add(new StringWithQualityHeaderValue(coding));
    }

    /// <summary>What the service calls itself to servers.</summary>
    public static ProductInfoHeaderValue UserAgent { get; } = new("IpBlock", typeof(FeedClient).Assembly.GetName().Version?.ToString(3));

    /// <summary>How long a server wants to be left alone, 30 days at most; null when it has not said.</summary>
    public static TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        if (response.Headers.RetryAfter is not { } retry)
            return null;
        // Two dates of the server can be ten thousand years apart.
        var wait = retry.Delta ?? (retry.Date is { } date && response.Headers.Date is { } now ? date - now : null);
        return wait is not { } time || time <= TimeSpan.Zero ? null : time < LongestWait ? time : LongestWait;
    }

    /// <summary>Asks for a list that is newer than the one of the record, and writes it into a file. Whatever goes wrong on the other side is in the result.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public async Task<Fetched> FetchAsync(ListUrl url, FeedRecord known, FeedFiles files, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(_settings.Timeout);
        var fetched = await TryFetchAsync(url, known, files, limit.Token, stop).ConfigureAwait(false);
        return fetched.Problem is null ? fetched : fetched with { Problem = Shown.Without(url, fetched.Problem) };
    }

    public void Dispose() => _http.Dispose();

    private async Task<Fetched> TryFetchAsync(ListUrl url, FeedRecord known, FeedFiles files, CancellationToken limit, CancellationToken stop)
    {
        try
        {
            var (response, problem) = await AskAsync(url, known, limit).ConfigureAwait(false);
            using (response)
            {
                if (problem is not null)
                    return Fetched.Failed(problem);
                if (Refused(known, response!) is { } refused)
                    return refused;
                return await new FeedDownload(files, files.Part, _limit).SaveAsync(response!.Content, IsFramed(response), limit).ConfigureAwait(false) is { } damage
                    ? Fetched.Failed(damage)
                    : new Fetched { ETag = TagOf(response), LastModified = Sensible(response.Content.Headers.LastModified) };
            }
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return Fetched.Failed($"it was not completely received within {Duration.Format(_settings.Timeout)} (feeds.timeout)");
        }
        catch (Exception failure) when (failure is HttpIOException || failure is not (IOException or UnauthorizedAccessException or OperationCanceledException))
        {
            // A server can make .NET throw more than its manual says; what is none of these is the disk's or our own end.
            return Fetched.Failed(InWords(failure));
        }
    }

    /// <summary>Asks, and goes where the server sends us, as far as that is safe.</summary>
    private async Task<(HttpResponseMessage? Response, string? Problem)> AskAsync(ListUrl url, FeedRecord known, CancellationToken stop)
    {
        var (target, isOwn) = (url.Reveal(), true);
        for (var redirections = 0; ; redirections++)
        {
            using var request = RequestFor(target, known);
            if (isOwn)
                Own(request, url);
            var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop).ConfigureAwait(false);
            if (!IsRedirection(response.StatusCode))
                return (response, null);
            var (next, problem) = Next(target, url.Reveal(), response);
            response.Dispose();
            if (next is null)
                return (null, problem);
            if (redirections == MaxRedirections)
                return (null, "the server redirects too often");
            isOwn &= IsSamePlace(next, url.Reveal());
            target = next;
        }
    }

    private static bool IsRedirection(HttpStatusCode status) =>
        status is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;

    // Lists are often kept on the servers of a content delivery network, so another host is followed to; but only over HTTPS, and out on the internet.
    private static (Uri? Next, string? Problem) Next(Uri from, Uri first, HttpResponseMessage response)
    {
        if (response.Headers.Location is not { } location || !Uri.TryCreate(from, location, out var next))
            return (null, "the server redirects, but the new address is missing or not valid");
        if (!string.Equals(next.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal))
            return (null, $"the server redirects to {Shown.Cut(next.Scheme)}://{Shown.Cut(next.Host)}, which is not https");
        return !IsSamePlace(next, first) && FeedConnector.WhyNot(next) is { } refusal ? (null, refusal) : (next, null);
    }

    private static bool IsSamePlace(Uri one, Uri other) => one.Port == other.Port && string.Equals(one.IdnHost, other.IdnHost, StringComparison.OrdinalIgnoreCase);

    private static HttpRequestMessage RequestFor(Uri target, FeedRecord known)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, target);
        if (EntityTagHeaderValue.TryParse(known.ETag, out var tag))
            request.Headers.IfNoneMatch.Add(tag);
        request.Headers.IfModifiedSince = known.LastModified;
        return request;
    }

    // What only the server of the settings gets: the password, and the right to be in the local network.
    private static void Own(HttpRequestMessage request, ListUrl url)
    {
        FeedConnector.Allow(request);
        if (url.Reveal().UserInfo is { Length: > 0 } user)
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(user))));
    }

    /// <summary>The result where there is no list in the answer.</summary>
    private static Fetched? Refused(FeedRecord known, HttpResponseMessage response)
    {
        if (response.StatusCode == HttpStatusCode.NotModified)
        {
            var asked = known.LastModified is not null || EntityTagHeaderValue.TryParse(known.ETag, out _);
            return asked ? new Fetched { IsUnchanged = true } : Fetched.Failed("the server answers 304 (not modified), although no version was fetched before");
        }

        return response.StatusCode == HttpStatusCode.OK
            ? null
            : Fetched.Failed($"the server answers {((int)response.StatusCode).ToString(CultureInfo.InvariantCulture)} {Shown.Cut(response.ReasonPhrase)}".TrimEnd(), RetryAfter(response));
    }

    private static bool IsFramed(HttpResponseMessage response) => response.Content.Headers.ContentLength is not null || response.Headers.TransferEncodingChunked == true;

    private static string TagOf(HttpResponseMessage response) => response.Headers.ETag?.ToString() is { Length: <= LongestTag } tag ? tag : "";

    private static DateTimeOffset? Sensible(DateTimeOffset? time) => time is { } moment && FeedRecord.IsSensible(moment) ? moment : null;

    // What the system says of certificates and names stands in the innermost exception.
    private static string InWords(Exception failure)
    {
        if (failure is HttpIOException or InvalidDataException)
            return "the connection was interrupted, or the data is damaged: " + Shown.Cut(failure.Message).TrimEnd('.');
        return Shown.Cut(failure.GetBaseException().Message).TrimEnd('.');
    }
}
