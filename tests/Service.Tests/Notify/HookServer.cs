using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace IpBlock.Service.Tests.Notify;

/// <summary>A web server that takes notifications and answers what the test wants.</summary>
internal sealed class HookServer : TestWebServer
{
    private readonly ConcurrentQueue<(Dictionary<string, string> Headers, byte[] Body)> _requests = new();

    private HookServer(X509Certificate2? certificate)
        : base(
            kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                if (certificate is not null)
                    listen.UseHttps(certificate);
            }),
            static context =>
            {
                context.Response.StatusCode = 204;
                return Task.CompletedTask;
            })
    {
    }

    public string Url { get; private set; } = "";

    public IReadOnlyList<(Dictionary<string, string> Headers, byte[] Body)> Requests => [.. _requests];

    /// <summary>One that listens; with a certificate over TLS.</summary>
    public static async Task<HookServer> StartAsync(X509Certificate2? certificate)
    {
        var server = new HookServer(certificate);
        var addresses = await server.ListenAsync();
        server.Url = new Uri(addresses.Single(), "/hooks/T0PSECRET?key=K3YK3Y").AbsoluteUri;
        return server;
    }

    protected override async Task ServeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var headers = context.Request.Headers.ToDictionary(static header => header.Key, static header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        headers["(path)"] = context.Request.Path + context.Request.QueryString;
        _requests.Enqueue((headers, body.ToArray()));
        await Answer(context);
    }
}
