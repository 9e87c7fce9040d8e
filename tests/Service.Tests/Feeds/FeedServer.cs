using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO.Compression;
using System.Linq;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace IpBlock.Service.Tests.Feeds;

/// <summary>A list server over HTTPS on loopback that says what the test has it say. It listens without TLS too, to see whether anybody is lured there.</summary>
internal sealed class FeedServer : TestWebServer
{
    private readonly ConcurrentQueue<IHeaderDictionary> _requests = new();
    private int _plainRequests;

    private FeedServer(X509Certificate2 certificate)
        : base(
            kestrel =>
            {
                kestrel.Limits.MinResponseDataRate = null;
                kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate));
                kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
            },
            Text("203.0.113.1\n"))
    {
    }

    public int Port { get; private set; }

    public int PlainPort { get; private set; }

    public string Url => $"https://127.0.0.1:{Port}/list.txt";

    public IReadOnlyList<IHeaderDictionary> Requests => [.. _requests];

    public int PlainRequests => _plainRequests;

    public static async Task<FeedServer> StartAsync(X509Certificate2 certificate)
    {
        var server = new FeedServer(certificate);
        var addresses = await server.ListenAsync();
        server.Port = addresses.Single(address => address.Scheme == "https").Port;
        server.PlainPort = addresses.Single(address => address.Scheme == "http").Port;
        return server;
    }

    public static Func<HttpContext, Task> Text(string text, Action<HttpResponse>? first = null) => context =>
    {
        first?.Invoke(context.Response);
        return context.Response.WriteAsync(text);
    };

    public static Func<HttpContext, Task> Status(int status, Action<HttpResponse>? first = null) => context =>
    {
        context.Response.StatusCode = status;
        first?.Invoke(context.Response);
        return Task.CompletedTask;
    };

    /// <summary>Bytes that no web server would send.</summary>
    public static Func<HttpContext, Task> Raw(string answer) => async context =>
    {
        // Kestrel lets go of the connection when it thinks that it was upgraded.
        var connection = context.Features.Get<Microsoft.AspNetCore.Connections.Features.IConnectionTransportFeature>()!.Transport;
        await connection.Output.WriteAsync(Encoding.Latin1.GetBytes(answer));
        await connection.Output.CompleteAsync();
        await Task.Delay(200);
        context.Abort();
    };

    /// <summary>A list with a mark: who has it is told so.</summary>
    public static Func<HttpContext, Task> Marked(string text, string etag) => context =>
    {
        context.Response.Headers.ETag = etag;
        if (context.Request.Headers.IfNoneMatch == etag)
            return Status(304)(context);
        return context.Response.WriteAsync(text);
    };

    /// <summary>A few kilobytes that become hundreds of megabytes.</summary>
    public static byte[] Bomb()
    {
        var packed = new System.IO.MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            var comment = Encoding.ASCII.GetBytes(new string('#', 1023) + "\n");
            for (var i = 0; i < 100_000; i++)
                gzip.Write(comment);
        }

        return packed.ToArray();
    }

    protected override Task ServeAsync(HttpContext context)
    {
        if (!context.Request.IsHttps)
        {
            System.Threading.Interlocked.Increment(ref _plainRequests);
            return context.Response.WriteAsync("203.0.113.1\n");
        }

        // Kestrel uses its own again for the next request.
        _requests.Enqueue(new HeaderDictionary(context.Request.Headers.ToDictionary(header => header.Key, header => header.Value, StringComparer.OrdinalIgnoreCase)));
        return Answer(context);
    }
}
