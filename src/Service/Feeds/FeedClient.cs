using System;
using System.Globalization;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Lists;
using IpBlock.Settings;

namespace IpBlock.Service.Feeds;

/// <summary>
/// Asks servers for lists over HTTPS, and trusts none of them: what comes is bounded in size and time, certificates are verified, and no redirection leaves HTTPS.
/// Proxies are those of the system (HTTPS_PROXY, NO_PROXY).
/// </summary>
internal sealed class FeedClient : IDisposable
{
    private const int MaxRedirections = 5;
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15);

    private readonly HttpClient _http;
    private readonly FeedSettings _settings;

    /// <exception cref="IOException">The file of certificates cannot be read.</exception>
    public FeedClient(FeedSettings settings, string settingsPath)
    {
        _settings = settings;
        var handler = new SocketsHttpHandler
        {
            // The size is counted behind the unpacking, so that a bomb stops at the limit.
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = ConnectTimeout,
            MaxAutomaticRedirections = MaxRedirections,
            UseCookies = false,
        };
        if (settings.CaFile is { } file)
            handler.SslOptions.RemoteCertificateValidationCallback = new OwnAuthorities(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(settingsPath))!, file)).Trusts;
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("IpBlock", typeof(FeedClient).Assembly.GetName().Version?.ToString(3)));
    }

    /// <summary>Asks for a list that is newer than the one of the record, and writes it into a file. Whatever goes wrong is in the result.</summary>
    public async Task<Fetched> FetchAsync(ListUrl url, FeedRecord known, string into, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(_settings.Timeout);
        try
        {
            using var request = RequestFor(url, known);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token).ConfigureAwait(false);
            if (Refused(request, response) is { } refused)
                return refused;
            return await FeedDownload.SaveAsync(response.Content, into, _settings.MaxSize, limit.Token).ConfigureAwait(false) is { } problem
                ? Fetched.Failed(problem)
                : new Fetched { ETag = response.Headers.ETag?.ToString() ?? "", LastModified = response.Content.Headers.LastModified };
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return Fetched.Failed($"it has not come whole within {Duration.Format(_settings.Timeout)} (feeds.timeout)");
        }
        catch (HttpRequestException failure)
        {
            return Fetched.Failed(InWords(failure));
        }
        catch (Exception failure) when (failure is HttpIOException or InvalidDataException)
        {
            return Fetched.Failed("the connection ended in the middle, or what came is damaged: " + failure.Message.TrimEnd('.'));
        }
    }

    public void Dispose() => _http.Dispose();

    private static HttpRequestMessage RequestFor(ListUrl url, FeedRecord known)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url.Reveal());
        if (url.Reveal().UserInfo is { Length: > 0 } user)
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(user))));
        if (EntityTagHeaderValue.TryParse(known.ETag, out var tag))
            request.Headers.IfNoneMatch.Add(tag);
        request.Headers.IfModifiedSince = known.LastModified;
        return request;
    }

    /// <summary>The result where there is no list in the answer.</summary>
    private static Fetched? Refused(HttpRequestMessage request, HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        if (response.StatusCode == HttpStatusCode.NotModified)
        {
            var asked = request.Headers.IfModifiedSince is not null || request.Headers.IfNoneMatch.Count > 0;
            return asked ? new Fetched { IsUnchanged = true } : Fetched.Failed("the server answers 304 (not modified), though there is nothing here that it could have modified");
        }

        if (status is >= 300 and < 400)
        {
            var to = response.Headers.Location is { } location && new Uri(request.RequestUri!, location) is var target ? $"{target.Scheme}://{target.Host}" : "nowhere";
            return Fetched.Failed(to.StartsWith("https:", StringComparison.Ordinal) ? "the server sends us on and on" : $"the server sends us on to {to}, which is not https");
        }

        return response.StatusCode == HttpStatusCode.OK
            ? null
            : Fetched.Failed($"the server answers {status.ToString(CultureInfo.InvariantCulture)} {response.ReasonPhrase}".TrimEnd(), RetryAfter(response));
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage response) =>
        response.Headers.RetryAfter is not { } retry ? null : retry.Delta ?? (retry.Date is { } date && response.Headers.Date is { } now ? date - now : null);

    // What the system says of certificates and names stands in the innermost exception.
    private static string InWords(Exception failure)
    {
        var inner = failure;
        while (inner.InnerException is { } next)
            inner = next;
        return inner.Message.TrimEnd('.');
    }
}
