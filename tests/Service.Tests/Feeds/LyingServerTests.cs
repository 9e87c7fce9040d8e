using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using IpBlock.Lists;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace IpBlock.Service.Tests.Feeds;

/// <summary>A server that lies in every way: whatever it says, the list that is there stays as it is, and the reason is told.</summary>
public sealed class LyingServerTests
{
    private static readonly Dictionary<string, (Func<HttpContext, Task> Answer, FeedResult Result, string Why)> Lies = new(StringComparer.Ordinal)
    {
        ["error 500"] = (FeedServer.Status(500), FeedResult.Failed, "the server answers 500 Internal Server Error"),
        ["not there"] = (FeedServer.Status(404), FeedResult.Failed, "the server answers 404 Not Found"),
        ["no right"] = (FeedServer.Status(403), FeedResult.Failed, "403"),
        ["part of it"] = (FeedServer.Text("203.0.0.1\n", response => response.StatusCode = 206), FeedResult.Failed, "206"),
        ["nothing at all"] = (FeedServer.Status(204), FeedResult.Failed, "204"),
        ["not modified, unasked"] = (FeedServer.Status(304), FeedResult.Failed, "304"),
        ["round and round"] = (FeedServer.Status(302, response => response.Headers.Location = "/again"), FeedResult.Failed, "often"),
        ["redirection to nowhere"] = (FeedServer.Status(302), FeedResult.Failed, "missing or not valid"),
        ["drip"] = (DripAsync, FeedResult.Failed, "within 1s (feeds.timeout)"),
        ["never a header"] = (context => Task.Delay(-1, context.RequestAborted), FeedResult.Failed, "within 1s (feeds.timeout)"),
        ["endless"] = (EndlessAsync, FeedResult.Failed, "larger than 64KB (feeds.maxSize)"),
        ["bomb"] = (BombAsync, FeedResult.Failed, "larger than 64KB (feeds.maxSize)"),
        ["bomb without a label"] = (context => context.Response.Body.WriteAsync(Packed(200_000)).AsTask(), FeedResult.Failed, "larger than 64KB (feeds.maxSize)"),
        ["damaged gzip"] = (DamagedAsync, FeedResult.Failed, "damaged"),
        ["cut off, length known"] = (context => CutOffAsync(context, 10_000), FeedResult.Failed, "was interrupted"),
        ["cut off, length unknown"] = (context => CutOffAsync(context, null), FeedResult.Failed, "was interrupted"),
        ["damaged gzip, unlabelled"] = (context => SendAsync(context, "", Damaged(Pack("gzip"))), FeedResult.Failed, "damaged"),
        ["damaged brotli"] = (context => SendAsync(context, "br", Damaged(Pack("br"))), FeedResult.Failed, "damaged"),
        ["damaged deflate"] = (context => SendAsync(context, "deflate", Damaged(Pack("deflate"))), FeedResult.Failed, "damaged"),
        ["half a gzip"] = (context => SendAsync(context, "gzip", Half(Pack("gzip"))), FeedResult.Failed, "damaged"),
        ["half a gzip, unlabelled"] = (context => SendAsync(context, "", Half(Pack("gzip"))), FeedResult.Failed, "damaged"),
        ["gzip without its sum"] = (context => SendAsync(context, "gzip", Pack("gzip")[..^5]), FeedResult.Failed, "damaged"),
        ["half a brotli"] = (context => SendAsync(context, "br", Half(Pack("br"))), FeedResult.Failed, "damaged"),
        ["half a deflate"] = (context => SendAsync(context, "deflate", Half(Pack("deflate"))), FeedResult.Failed, "damaged"),
        ["packed nothing"] = (context => SendAsync(context, "gzip", []), FeedResult.Failed, "damaged"),
        ["plain text labelled brotli"] = (context => SendAsync(context, "br", Encoding.ASCII.GetBytes(FeedUnderTest.Addresses(100))), FeedResult.Failed, "damaged"),
        ["a packing of its own"] = (context => SendAsync(context, "x-own", Pack("gzip")), FeedResult.Failed, "unsupported compression (x-own)"),
        ["packed again and again"] = (context => SendAsync(context, "gzip, gzip, gzip, br", Pack("gzip")), FeedResult.Failed, "unsupported compression"),
        ["come again in ten thousand years"] = (FeedServer.Status(503, response => (response.Headers.RetryAfter, response.Headers.Date) = ("Fri, 31 Dec 9999 23:59:59 GMT", "Mon, 01 Jan 0001 00:00:00 GMT")), FeedResult.Failed, "503"),
        ["come again before the flood"] = (FeedServer.Status(503, response => (response.Headers.RetryAfter, response.Headers.Date) = ("Mon, 01 Jan 0001 00:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 GMT")), FeedResult.Failed, "503"),
        ["no way to end"] = (FeedServer.Raw("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n203.0.113.1\n"), FeedResult.Failed, "Content-Length or chunked"),
        ["escapes as reason"] = (FeedServer.Raw("HTTP/1.1 500 \x1b[2Jgone\r\nContent-Length: 0\r\n\r\n"), FeedResult.Failed, ""),
        ["a redirection to a broken place"] = (FeedServer.Status(302, response => response.Headers.Location = "https://[::1:::]/x"), FeedResult.Failed, "missing or not valid"),
        ["page to log in at"] = (FeedServer.Text("<!DOCTYPE html>\n<html><body>Please log in</body></html>\n"), FeedResult.Held, "web page"),
        ["page behind blank lines"] = (FeedServer.Text("\n\n  <html>\n</html>\n"), FeedResult.Held, "web page"),
        ["JSON of an error"] = (FeedServer.Text("{ \"error\": \"rate limited\" }\n"), FeedResult.Held, "cidr"),
        ["words"] = (FeedServer.Text("Your subscription has ended.\nPlease pay.\n"), FeedResult.Held, "invalid, which is"),
        ["two in a hundred bad"] = (FeedServer.Text(FeedUnderTest.Addresses(98) + "oops!\noops!\n"), FeedResult.Held, "invalid, which is"),
        ["empty"] = (FeedServer.Text(""), FeedResult.Held, "it is empty"),
        ["nothing but comments"] = (FeedServer.Text("# come back tomorrow\n"), FeedResult.Held, "it is empty"),
        ["80 % gone"] = (FeedServer.Text(FeedUnderTest.Addresses(20)), FeedResult.Held, "it has 20 entries, and the previous version has 100"),
        ["the whole of IPv4"] = (FeedServer.Text(FeedUnderTest.Addresses(90) + "0.0.0.0/2\n64.0.0.0/2\n128.0.0.0/2\n192.0.0.0/2\n"), FeedResult.Held, "the whole of IPv4"),
        ["the whole of IPv4 in one line"] = (FeedServer.Text(FeedUnderTest.Addresses(90) + "0.0.0.0/0\n"), FeedResult.Held, "line 91: 0.0.0.0/0 covers half of all IPv4 addresses or more"),
        ["a third of IPv4"] = (FeedServer.Text(FeedUnderTest.Addresses(90) + "32.0.0.0/3\n64.0.0.0/3\n96.0.0.0/4\n"), FeedResult.Held, "% of all IPv4 addresses"),
        ["the whole of IPv6"] = (FeedServer.Text(FeedUnderTest.Addresses(90) + "::/0\n"), FeedResult.Held, "IPv6"),
        ["an exception of ours"] = (FeedServer.Text(FeedUnderTest.Addresses(90) + "198.51.100.0/24\n"), FeedResult.Held, "it lists 198.51.100.0/24, and 198.51.100.7 is an exception (exceptions.clients)"),
        ["an address we allow"] = (FeedServer.Text(FeedUnderTest.Addresses(90) + "192.0.2.128/25\n"), FeedResult.Held, "192.0.2.0/24 is on the IP Allow list"),
        ["a private network"] = (FeedServer.Text(FeedUnderTest.Addresses(90) + "192.168.1.0/24\n"), FeedResult.Held, "192.168.0.0/16 is a private network"),
        ["loopback"] = (FeedServer.Text(FeedUnderTest.Addresses(90) + "::1\n"), FeedResult.Held, "private network"),
    };

    public static TheoryData<string> Names => [.. Lies.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_old_list_stays_and_the_lie_is_told_once(string lie)
    {
        await using var test = await FeedUnderTest.StartAsync(
            "\"caFile\": \"ca.pem\", \"maxSize\": \"64KB\", \"timeout\": \"60s\"",
            more: ", \"exceptions\": { \"clients\": [ \"198.51.100.7\", { \"client\": \"203.0.0.0/8\", \"expires\": \"2020-01-01\" } ] }, \"allowList\": [ \"192.0.2.0/24\" ]");
        var old = await test.HavingAsync();
        if (lie is "drip" or "never a header")
            test.Feeds = test.Feeds.Replace("60s", "1s", StringComparison.Ordinal);
        var (answer, result, why) = Lies[lie];
        test.Server.Answer = answer;

        var record = await test.UpdateAsync();
        Assert.Equal(result, record.Result);
        Assert.Contains(why, record.Why, StringComparison.Ordinal);
        Assert.Equal(old, test.InForce);
        Assert.DoesNotContain(record.Why, char.IsControl);
        Assert.Equal(result == FeedResult.Held, File.Exists(test.Place.Held));
        Assert.DoesNotContain(test.Files, file => file.Contains("part", StringComparison.Ordinal));

        await test.UpdateAsync();
        Assert.Contains(why, test.Told(result == FeedResult.Held ? 352 : 351), StringComparison.Ordinal);
        Assert.Equal([350, result == FeedResult.Held ? 352 : 351], test.Notices);
        Assert.Equal(result == FeedResult.Held ? 0 : 2, test.Record.Failures);

        test.Feeds = test.Feeds.Replace("\"1s\"", "\"60s\"", StringComparison.Ordinal);
        test.Server.Answer = FeedServer.Text(FeedUnderTest.Addresses(101));
        Assert.Equal((FeedResult.Updated, ""), ((await test.UpdateAsync()).Result, test.Record.Why));
        Assert.False(File.Exists(test.Place.Held));
        Assert.Equal([353, 350], test.Notices.TakeLast(2));
    }

    [Theory]
    [InlineData("expired")]
    [InlineData("another host's")]
    [InlineData("unknown authority")]
    public async Task A_certificate_that_is_not_right_ends_the_conversation(string which)
    {
        var feeds = which == "unknown authority" ? "" : "\"caFile\": \"ca.pem\"";
        await using var test = await FeedUnderTest.StartAsync(feeds, certificate: authority => which switch
        {
            "expired" => authority.Expired(),
            "another host's" => authority.OfAnotherHost(),
            _ => authority.Good(),
        });
        var record = await test.UpdateAsync();
        Assert.Equal(FeedResult.Failed, record.Result);
        Assert.Contains("certificate", record.Why, StringComparison.Ordinal);
        Assert.Empty(test.Server.Requests);
        Assert.False(File.Exists(test.Place.File));
    }

    [Fact]
    public async Task A_redirection_to_http_is_not_followed()
    {
        await using var test = await FeedUnderTest.StartAsync();
        test.Server.Answer = FeedServer.Status(301, response => response.Headers.Location = $"http://127.0.0.1:{test.Server.PlainPort}/list.txt");
        var record = await test.UpdateAsync();
        Assert.Equal((FeedResult.Failed, "the server redirects to http://127.0.0.1, which is not https"), (record.Result, record.Why));
        Assert.Equal(0, test.Server.PlainRequests);
    }

    [Fact]
    public async Task A_server_that_wants_to_be_left_alone_is()
    {
        await using var test = await FeedUnderTest.StartAsync();
        test.Server.Answer = FeedServer.Status(503, response => response.Headers.RetryAfter = "7200");
        var record = await test.UpdateAsync();
        Assert.InRange(record.NotBefore!.Value - record.Tried!.Value, TimeSpan.FromHours(2), TimeSpan.FromHours(2.01));
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_told()
    {
        await using var test = await FeedUnderTest.StartAsync();
        test.Url = $"https://127.0.0.1:{IpBlock.Testing.Servers.Free.Port()}/list.txt";
        Assert.Contains("refused", (await test.UpdateAsync()).Why, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task An_allow_list_may_list_us_but_not_the_world()
    {
        await using var test = await FeedUnderTest.StartAsync(list: ", \"kind\": \"allow\"");
        test.Server.Answer = FeedServer.Text("10.0.0.0/8\n");
        Assert.Equal(FeedResult.Updated, (await test.UpdateAsync()).Result);
        test.Server.Answer = FeedServer.Text("0.0.0.0/0\n");
        Assert.Equal(FeedResult.Held, (await test.UpdateAsync()).Result);
    }

    private static async Task DripAsync(HttpContext context)
    {
        while (!context.RequestAborted.IsCancellationRequested)
        {
            await context.Response.WriteAsync("203.0.113.1\n");
            await context.Response.Body.FlushAsync();
            await Task.Delay(100);
        }
    }

    private static async Task EndlessAsync(HttpContext context)
    {
        while (!context.RequestAborted.IsCancellationRequested)
            await context.Response.WriteAsync("203.0.113.1\n");
    }

    private static Task BombAsync(HttpContext context)
    {
        context.Response.Headers.ContentEncoding = "gzip";
        return context.Response.Body.WriteAsync(FeedServer.Bomb()).AsTask();
    }

    private static Task DamagedAsync(HttpContext context)
    {
        var packed = Packed(20_000);
        packed[40] ^= 0xFF;
        packed[41] ^= 0xFF;
        context.Response.Headers.ContentEncoding = "gzip";
        return context.Response.Body.WriteAsync(packed.AsMemory(0, packed.Length - 8)).AsTask();
    }

    private static async Task CutOffAsync(HttpContext context, long? length)
    {
        context.Response.ContentLength = length;
        await context.Response.WriteAsync(FeedUnderTest.Addresses(100));
        await context.Response.Body.FlushAsync();

        // Else the reset can overtake the headers.
        await Task.Delay(500);
        context.Abort();
    }

    private static Task SendAsync(HttpContext context, string coding, byte[] body)
    {
        if (coding.Length > 0)
            context.Response.Headers.ContentEncoding = coding;
        return context.Response.Body.WriteAsync(body).AsTask();
    }

    private static byte[] Pack(string coding)
    {
        var packed = new MemoryStream();
        using (Stream into = coding switch
        {
            "br" => new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            "deflate" => new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            _ => new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true),
        })
            into.Write(Encoding.ASCII.GetBytes(FeedUnderTest.Addresses(2000)));
        return packed.ToArray();
    }

    private static byte[] Half(byte[] packed) => packed[..(packed.Length / 2)];

    private static byte[] Damaged(byte[] packed)
    {
        for (var i = packed.Length / 2; i < (packed.Length / 2) + 32; i++)
            packed[i] ^= 0xA5;
        return packed;
    }

    private static byte[] Packed(int length)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(Encoding.ASCII.GetBytes(new string('#', 1023) + "\n" + FeedUnderTest.Addresses(length / 10)));
        return packed.ToArray();
    }
}
