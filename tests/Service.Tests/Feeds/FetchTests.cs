using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Lists;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace IpBlock.Service.Tests.Feeds;

/// <summary>Fetching as it should be.</summary>
public sealed class FetchTests
{
    [Fact]
    public async Task A_list_is_fetched_and_what_is_known_of_it_is_kept_beside_it()
    {
        await using var test = await FeedUnderTest.StartAsync();
        test.Server.Answer = FeedServer.Marked("203.0.113.1\n203.0.113.2\n", "\"v1\"");
        var record = await test.UpdateAsync();
        Assert.Equal((FeedResult.Updated, 2, "\"v1\"", ""), (record.Result, record.Entries, record.ETag, record.Why));
        Assert.Equal("203.0.113.1\n203.0.113.2\n", test.InForce);
        Assert.Equal(record, test.Record with { Accepted = record.Accepted });
        Assert.Equal(["drop.list", "drop.list.fresh", "drop.list.json", "drop.list.lock"], test.Files);
        Assert.Equal([350], test.Notices);
        Assert.StartsWith("IpBlock/", test.Server.Requests[0].UserAgent.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_next_time_the_server_is_told_what_there_is_and_an_unchanged_list_counts_as_fresh()
    {
        await using var test = await FeedUnderTest.StartAsync();
        test.Server.Answer = FeedServer.Marked("203.0.113.1\n", "\"v1\"");
        await test.UpdateAsync();
        var written = File.GetLastWriteTimeUtc(test.Place.File);
        File.SetLastWriteTimeUtc(test.Place.Fresh, written.AddHours(-1));
        Assert.Equal(FeedResult.Unchanged, (await test.UpdateAsync()).Result);
        Assert.Equal("\"v1\"", test.Server.Requests[1].IfNoneMatch);
        Assert.Equal(written, File.GetLastWriteTimeUtc(test.Place.File));
        Assert.True(File.GetLastWriteTimeUtc(test.Place.Fresh) >= written.AddMinutes(-1));
        Assert.Equal(2, test.Server.Requests.Count);
    }

    [Fact]
    public async Task A_date_is_a_mark_too()
    {
        await using var test = await FeedUnderTest.StartAsync();
        test.Server.Answer = FeedServer.Text("203.0.113.1\n", response => response.Headers.LastModified = "Sat, 21 Nov 2026 10:00:00 GMT");
        await test.UpdateAsync();
        test.Server.Answer = FeedServer.Status(304);
        Assert.Equal(FeedResult.Unchanged, (await test.UpdateAsync()).Result);
        Assert.Equal("Sat, 21 Nov 2026 10:00:00 GMT", test.Server.Requests[1].IfModifiedSince);
    }

    [Fact]
    public async Task The_same_bytes_are_no_new_version()
    {
        await using var test = await FeedUnderTest.StartAsync();
        await test.HavingAsync();
        var written = File.GetLastWriteTimeUtc(test.Place.File);
        Assert.Equal(FeedResult.Unchanged, (await test.UpdateAsync()).Result);
        Assert.Equal(written, File.GetLastWriteTimeUtc(test.Place.File));
        Assert.False(File.Exists(test.Place.Previous));
    }

    [Fact]
    public async Task A_new_version_takes_the_place_of_the_old_which_is_kept()
    {
        await using var test = await FeedUnderTest.StartAsync();
        var old = await test.HavingAsync(100);
        var text = await test.HavingAsync(90);
        Assert.Equal((text, old), (test.InForce, await File.ReadAllTextAsync(test.Place.Previous)));
        await test.HavingAsync(80);
        Assert.Equal(text, await File.ReadAllTextAsync(test.Place.Previous));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("none")]
    public async Task A_packed_list_is_unpacked_whether_the_headers_say_so_or_not(string encoding)
    {
        await using var test = await FeedUnderTest.StartAsync();
        var text = FeedUnderTest.Addresses(1000);
        test.Server.Answer = async context =>
        {
            if (encoding != "none")
                context.Response.Headers.ContentEncoding = encoding;
            await using Stream packed = encoding == "br"
                ? new System.IO.Compression.BrotliStream(context.Response.Body, System.IO.Compression.CompressionLevel.Fastest)
                : new System.IO.Compression.GZipStream(context.Response.Body, System.IO.Compression.CompressionLevel.Fastest);
            await packed.WriteAsync(System.Text.Encoding.ASCII.GetBytes(text));
        };
        Assert.Equal("", (await test.UpdateAsync()).Why);
        Assert.Equal(text, test.InForce);
    }

    [Fact]
    public async Task A_redirection_within_https_is_followed()
    {
        await using var test = await FeedUnderTest.StartAsync();
        test.Server.Answer = context => context.Request.Path == "/list.txt"
            ? FeedServer.Status(302, response => response.Headers.Location = "/moved.txt")(context)
            : FeedServer.Text("203.0.113.9\n")(context);
        Assert.Equal(FeedResult.Updated, (await test.UpdateAsync()).Result);
        Assert.Equal("203.0.113.9\n", test.InForce);
    }

    [Fact]
    public async Task User_and_password_of_the_address_are_sent()
    {
        await using var test = await FeedUnderTest.StartAsync();
        test.Url = test.Server.Url.Replace("https://", "https://me:pa%20ss@", StringComparison.Ordinal);
        await test.UpdateAsync();
        Assert.Equal("Basic " + Convert.ToBase64String("me:pa ss"u8), test.Server.Requests[0].Authorization);
    }

    [Fact]
    public async Task Two_who_fetch_at_once_take_turns()
    {
        await using var test = await FeedUnderTest.StartAsync();
        var (now, most) = (0, 0);
        test.Server.Answer = async context =>
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            await Task.Delay(50);
            Interlocked.Decrement(ref now);
            await FeedServer.Marked("203.0.113.1\n", "\"v1\"")(context);
        };
        var updates = Enumerable.Range(0, 4).Select(_ => test.Update).ToList();
        var records = await Task.WhenAll(updates.Select(update => Task.Run(() => update.RunAsync(CancellationToken.None))));
        Assert.Equal(1, most);
        Assert.Equal(1, records.Count(record => record.Result == FeedResult.Updated));
        Assert.Equal(3, records.Count(record => record.Result == FeedResult.Unchanged));
    }

    [Fact]
    public async Task Another_address_begins_anew()
    {
        await using var test = await FeedUnderTest.StartAsync();
        test.Server.Answer = FeedServer.Marked(FeedUnderTest.Addresses(100), "\"v1\"");
        await test.UpdateAsync();
        test.Url = test.Server.Url + "?other";
        test.Server.Answer = FeedServer.Text("203.0.113.7\n");
        Assert.Equal(FeedResult.Updated, (await test.UpdateAsync()).Result);
        Assert.False(test.Server.Requests[1].ContainsKey("If-None-Match"));
    }
}
