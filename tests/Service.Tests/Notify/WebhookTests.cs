using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using IpBlock.Service.Notify;
using IpBlock.Settings;
using IpBlock.Testing.Servers;
using Microsoft.AspNetCore.Http;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Xunit;

namespace IpBlock.Service.Tests.Notify;

/// <summary>Notifications to web servers that take them, do not, and show all kinds of certificates.</summary>
public sealed class WebhookTests : IDisposable
{
    private readonly Channels _channels = new();

    public void Dispose() => _channels.Dispose();

    [Fact]
    public async Task A_notification_arrives_as_json_with_all_that_a_program_needs()
    {
        await using var server = await HookServer.StartAsync(_channels.Authority.Good());
        var at = new DateTimeOffset(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);
        var notification = new Notification
        {
            Id = "id1",
            At = at.AddMinutes(1),
            Server = "mx1",
            Items =
            [
                new Item(at, "list.fetch/drop", ItemState.Solved, NotifySeverity.Warning, "List drop could not be fetched: no.", ""),
                new Item(at, "running.suspended/Zürich", ItemState.Wrong, NotifySeverity.Warning, "Zürich is suspended: no answer. Test it.", "Test it."),
            ],
        };
        Assert.Equal(SendResult.Sent, await _channels.PostAsync(server.Url, notification: notification));
        var (headers, body) = Assert.Single(server.Requests);
        Assert.Equal("application/json; charset=utf-8", headers["Content-Type"]);
        Assert.Equal("/hooks/T0PSECRET?key=K3YK3Y", headers["(path)"]);
        Assert.StartsWith("IpBlock/", headers["User-Agent"], StringComparison.Ordinal);
        Assert.False(headers.ContainsKey("X-IpBlock-Signature"));
        var json = Parse(body);
        Assert.Equal(
            ["1", "id1", "2026-11-29T12:01:00Z", "mx1", "alert", "warning", "Warning: Zürich is suspended: no answer (and 1 more)", "Test it."],
            new[] { "version", "id", "time", "server", "kind", "severity", "subject", "nextStep" }.Select(name => (string?)json[name]));
        Assert.Contains("Resolved:\n- List drop could not be fetched: no. (since ", (string?)json["text"], StringComparison.Ordinal);
        Assert.Equal(["list.fetch/drop solved", "running.suspended/Zürich wrong"], json["items"]!.Select(static item => $"{item["subject"]} {item["state"]}"));
    }

    [Fact]
    public async Task The_signature_is_what_openssl_makes_of_time_and_body()
    {
        await using var server = await HookServer.StartAsync(_channels.Authority.Good());
        Assert.Equal(SendResult.Sent, await _channels.PostAsync(server.Url, ", \"secret\": \"a key of ours\""));
        var (headers, body) = Assert.Single(server.Requests);
        var time = long.Parse(headers["X-IpBlock-Timestamp"], CultureInfo.InvariantCulture);
        Assert.InRange(DateTimeOffset.UtcNow.ToUnixTimeSeconds() - time, 0, 600);
        using var folder = new ScratchFolder();
        var signed = Path.Combine(folder.Path, "signed");
        await File.WriteAllBytesAsync(signed, [.. Encoding.ASCII.GetBytes(headers["X-IpBlock-Timestamp"] + "."), .. body], TestContext.Current.CancellationToken);
        var output = await Openssl.RunAsync(folder.Path, "dgst", "-sha256", "-hmac", "a key of ours", signed);
        Assert.Equal("sha256=" + output.Trim().Split(' ')[^1], headers["X-IpBlock-Signature"]);
    }

    [Theory]
    [InlineData("expired", "the certificate of 127.0.0.1 expired on ")]
    [InlineData("other", "the certificate is for other.test and not for 127.0.0.1")]
    [InlineData("stranger", "issued by an authority that is not trusted (CN=Test authority)")]
    [InlineData("self", "the certificate of 127.0.0.1 is self-signed; save it to a file and enter the file in notify.webhook.trustedCertificate")]
    public async Task A_certificate_that_is_not_right_is_refused_and_said_to_be_what_it_is(string kind, string words)
    {
        using var certificate = _channels.Wrong(kind);
        await using var server = await HookServer.StartAsync(certificate);
        var result = await _channels.PostAsync(server.Url);
        Assert.False(result.IsSent);
        Assert.Contains(words, result.Problem, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData(400, "no such field", "answers 400 Bad Request: no such field")]
    [InlineData(404, "no hook /hooks/T0PSECRET?key=K3YK3Y.", "answers 404 Not Found: no hook ")]
    [InlineData(500, "", "answers 500 Internal Server Error")]
    [InlineData(503, "\u001b[31mred\nline", "answers 503 Service Unavailable: \\u001b[31mred | line")]
    public async Task What_the_server_says_no_to_is_told_with_its_words_and_no_key(int status, string body, string words)
    {
        await using var server = await HookServer.StartAsync(_channels.Authority.Good());
        server.Answer = context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.RetryAfter = "120";
            return context.Response.WriteAsync(body);
        };
        var result = await _channels.PostAsync(server.Url);
        Assert.Equal((false, TimeSpan.FromMinutes(2)), (result.IsSent, result.RetryAfter));
        Assert.Contains(words, result.Problem, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", result.Problem, StringComparison.Ordinal);
        Assert.DoesNotContain("K3Y", result.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirection_is_not_followed()
    {
        await using var elsewhere = await HookServer.StartAsync(_channels.Authority.Good()); // .NET itself would not go from https to http
        await using var server = await HookServer.StartAsync(_channels.Authority.Good());
        server.Answer = context =>
        {
            context.Response.Redirect(elsewhere.Url, permanent: false, preserveMethod: true);
            return Task.CompletedTask;
        };
        var result = await _channels.PostAsync(server.Url);
        Assert.Contains("redirects (307 Temporary Redirect), which is not followed; enter the new URL in notify.webhook.url", result.Problem, StringComparison.Ordinal);
        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task An_answer_without_end_is_not_read_to_its_end()
    {
        await using var server = await HookServer.StartAsync(_channels.Authority.Good());
        server.Answer = static async context =>
        {
            context.Response.StatusCode = 500;
            while (!context.RequestAborted.IsCancellationRequested)
                await context.Response.WriteAsync(new string('x', 1000), context.RequestAborted);
        };
        var result = await _channels.PostAsync(server.Url);
        Assert.Contains("answers 500 Internal Server Error: xxx", result.Problem, StringComparison.Ordinal);
        Assert.InRange(result.Problem.Length, 100, 400);
    }

    [Fact]
    public async Task A_server_that_is_down_or_slow_is_told()
    {
        var port = Free.Port();
        Assert.StartsWith($"http://127.0.0.1:{port}/... cannot be reached: ", (await _channels.PostAsync($"http://127.0.0.1:{port}/x", ca: "")).Problem, StringComparison.Ordinal);
        await using var server = MailServer.Start(isSilent: true);
        var slow = await _channels.PostAsync($"http://127.0.0.1:{server.Port}/x", ca: "", timeout: "1s");
        Assert.Equal($"http://127.0.0.1:{server.Port}/... did not answer within 1s (notify.timeout)", slow.Problem);
    }

    private static JObject Parse(byte[] body)
    {
        using var text = new JsonTextReader(new StringReader(Encoding.UTF8.GetString(body))) { DateParseHandling = DateParseHandling.None };
        return JObject.Load(text);
    }
}
