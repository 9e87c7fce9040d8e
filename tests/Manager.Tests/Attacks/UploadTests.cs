using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;
using Xunit;

namespace IpBlock.Manager.Tests.Attacks;

/// <summary>A gigabyte for a page that expects a name and a password.</summary>
public sealed class UploadTests(AttackedSite attacked) : IClassFixture<AttackedSite>
{
    private const long Gigabyte = 1L << 30;
    private const int Piece = 64 << 10;

    // What lies in the buffers of both sockets is not taken by the page.
    private const long MostSent = 8 << 20;
    private const long MostSentOfSignedIn = MostSent + (17 << 20);
    private const long MostMemory = 64 << 20;

    [Theory]
    [InlineData("/sign-in", "application/x-www-form-urlencoded", true, false)]
    [InlineData("/sign-in", "application/x-www-form-urlencoded", false, false)]
    [InlineData("/sign-in", "multipart/form-data; boundary=x", false, false)]
    [InlineData("/invitation?key=x", "multipart/form-data; boundary=x", false, false)]
    [InlineData("/_blazor/negotiate?negotiateVersion=1", "text/plain", false, false)]
    [InlineData("/nothing", "text/plain", false, false)]
    [InlineData("/sign-out", "application/x-www-form-urlencoded", false, true)]
    [InlineData("/sign-out", "multipart/form-data; boundary=x", false, true)]
    public async Task It_is_refused_early_and_memory_does_not_grow(string path, string type, bool saysLength, bool isSignedIn)
    {
        var before = Memory();
        var cookies = "";
        if (isSignedIn)
        {
            using var alice = await attacked.AliceAsync();
            cookies = "Cookie: " + string.Join("; ", alice.Cookies.Select(static cookie => cookie.Name + "=" + cookie.Value)) + "\r\n";
        }

        var (sent, answer) = await SendAsync(
            $"POST {path} HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\nContent-Type: {type}\r\n{cookies}{(saysLength ? "Content-Length: " + Gigabyte : "Transfer-Encoding: chunked")}\r\n\r\n",
            type.StartsWith("multipart", StringComparison.Ordinal) ? "--x\r\nContent-Disposition: form-data; name=\"a\"; filename=\"a\"\r\n\r\n" : "Given.Name=", saysLength);
        Assert.True(sent < (isSignedIn ? MostSentOfSignedIn : MostSent), $"{sent} bytes were taken");
        Assert.True(answer.Length == 0 || answer.StartsWith("HTTP/1.1 4", StringComparison.Ordinal) || answer.StartsWith("HTTP/1.1 302", StringComparison.Ordinal), answer);
        Assert.True(Memory() - before < MostMemory, $"{Memory() - before} bytes more");
        using var next = new Intruder(attacked.Site);
        using var still = await next.GetAsync("/sign-in");
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);
    }

    private async Task<(long Sent, string Answer)> SendAsync(string head, string begin, bool saysLength)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, new Uri(attacked.Site.Url).Port, TestContext.Current.CancellationToken);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), TestContext.Current.CancellationToken);
        var answer = ReadAsync(stream);
        var sent = 0L;
        try
        {
            for (var piece = Encoding.ASCII.GetBytes(begin.PadRight(Piece, 'a')); sent < Gigabyte && !answer.IsCompleted; sent += piece.Length)
            {
                await stream.WriteAsync(saysLength ? piece : Chunk(piece), TestContext.Current.CancellationToken);
                if (sent == 0)
                    piece = Encoding.ASCII.GetBytes(new string('a', Piece));
            }
        }
        catch (IOException)
        {
            // The page has closed the connection.
        }

        return (sent, await answer);
    }

    private static byte[] Chunk(byte[] piece) => [.. Encoding.ASCII.GetBytes($"{piece.Length:x}\r\n"), .. piece, .. "\r\n"u8];

    private static async Task<string> ReadAsync(Stream stream)
    {
        try
        {
            using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
            return await reader.ReadLineAsync() ?? "";
        }
        catch (IOException)
        {
            return "";
        }
    }

    private long Memory()
    {
        using var process = Process.GetProcessById(attacked.Site.ProcessId);
        return process.WorkingSet64;
    }
}
