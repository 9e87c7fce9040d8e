using System;
using System.Globalization;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Service.Feeds;
using IpBlock.Settings;
using IpBlock.Time;
using Newtonsoft.Json;

namespace IpBlock.Service.Notify;

/// <summary>
/// Notifications as JSON to a web server. It is trusted no more than a list server: its answer is bounded in size and time, and no redirection is followed.
/// </summary>
internal sealed class WebhookChannel(NotifyWebhookSettings settings, string settingsPath, TimeSpan timeout, Clock clock) : INotifyChannel
{
    private const int LongestAnswer = 1024;
    private const string CertificateSetting = "notify.webhook.trustedCertificate";

    public string Name => "webhook";

    public string Target => settings.Url!.ToString();

    public async Task<SendResult> SendAsync(Notification notification, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(timeout);
        ServerCertificate? certificate = null;
        try
        {
            certificate = new ServerCertificate(settings.Url!.Reveal().Host, NotifyChannels.Beside(settingsPath, settings.TrustedCertificate), CertificateSetting, clock.UtcNow);
            using var http = Client(certificate);
            using var request = Request(notification);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token).ConfigureAwait(false);
            if (response.IsSuccessStatusCode)
                return SendResult.Sent;
            var problem = await ProblemOfAsync(response, limit.Token).ConfigureAwait(false);
            return SendResult.Failed(Hide(problem), FeedClient.RetryAfter(response));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException)
        {
            return SendResult.Failed($"{Target} did not answer within {Duration.Format(timeout)} (notify.timeout)");
        }
        // A server can make .NET throw more than its manual says, and a notification that fails must end in words.
        catch (Exception failure)
        {
            return SendResult.Failed(Hide(certificate is { Problem.Length: > 0 } judged ? judged.Problem : InWords(failure)));
        }
    }

    private static HttpClient Client(ServerCertificate certificate)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectCallback = new FeedConnector().ConnectAsync };
        handler.SslOptions.RemoteCertificateValidationCallback = certificate.IsTrusted;
        var http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.UserAgent.Add(FeedClient.UserAgent);
        return http;
    }

    private HttpRequestMessage Request(Notification notification)
    {
        var body = Encoding.UTF8.GetBytes(NotificationJson.Of(notification).ToString(Formatting.None));
        var request = new HttpRequestMessage(HttpMethod.Post, settings.Url!.Reveal()) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        var time = WebhookSignature.TimeOf(clock.UtcNow);
        request.Headers.Add(WebhookSignature.TimeHeader, time);
        if (settings.Secret is { } secret)
            request.Headers.Add(WebhookSignature.Header, WebhookSignature.Of(secret, time, body));
        if (settings.Url!.Reveal().UserInfo is { Length: > 0 } user)
            request.Headers.Authorization = Basic(Uri.UnescapeDataString(user));
        // The address is the administrator's own, who may have a receiver in the local network.
        FeedConnector.Allow(request);
        return request;
    }

    private static AuthenticationHeaderValue Basic(string userAndPassword) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(userAndPassword)));

    private async Task<string> ProblemOfAsync(HttpResponseMessage response, CancellationToken stop)
    {
        var status = $"{((int)response.StatusCode).ToString(CultureInfo.InvariantCulture)} {Shown.Cut(response.ReasonPhrase)}".TrimEnd();
        if (response.StatusCode is >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest)
            return $"{Target} redirects ({status}), which is not followed; enter the new URL in notify.webhook.url";
        var words = await BeginningAsync(response, stop).ConfigureAwait(false);
        return $"{Target} answers {status}{(words.Length > 0 ? ": " + words : "")}";
    }

    private static async Task<string> BeginningAsync(HttpResponseMessage response, CancellationToken stop)
    {
        var buffer = new byte[LongestAnswer];
        var stream = await response.Content.ReadAsStreamAsync(stop).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, stop).ConfigureAwait(false);
            return Shown.Cut(Encoding.UTF8.GetString(buffer, 0, length).Trim()).TrimEnd('.');
        }
    }

    private string InWords(Exception failure)
    {
        var isOfTheLine = failure is HttpRequestException or HttpIOException;
        var words = Shown.Cut(failure.GetBaseException().Message).TrimEnd('.');
        return isOfTheLine ? $"{Target} cannot be reached: {words}" : words;
    }

    private string Hide(string text)
    {
        text = Shown.WithoutLogins(settings.Url!.HideIn(text));
        return settings.Secret?.HideIn(text) ?? text;
    }
}
