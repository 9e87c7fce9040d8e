using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace IpBlock.Service.Tests;

/// <summary>A web server on loopback that says what the test has it say.</summary>
internal abstract class TestWebServer : IAsyncDisposable
{
    private readonly WebApplication _kestrel;

    /// <summary>One that does not listen yet.</summary>
    /// <param name="listen">Where, and with which certificate.</param>
    /// <param name="answer">What is said until the test sets another answer.</param>
    protected TestWebServer(Action<KestrelServerOptions> listen, Func<HttpContext, Task> answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(listen);
        _kestrel = builder.Build();
        Answer = answer;
    }

    /// <summary>What is said to the next request.</summary>
    public Func<HttpContext, Task> Answer { get; set; }

    public async ValueTask DisposeAsync()
    {
        await _kestrel.StopAsync(new CancellationToken(canceled: true));
        await _kestrel.DisposeAsync();
    }

    /// <summary>Keeps what the test wants to see of a request, and answers it.</summary>
    protected abstract Task ServeAsync(HttpContext context);

    /// <summary>Listens.</summary>
    /// <returns>Where.</returns>
    protected async Task<IReadOnlyList<Uri>> ListenAsync()
    {
        _kestrel.Run(ServeAsync);
        await _kestrel.StartAsync();
        var addresses = _kestrel.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        return [.. addresses.Select(static address => new Uri(address))];
    }
}
