using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.TransportHost.Loading;
using IpBlock.TransportHost.Smtp;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Exchange.Data.Transport.Smtp;

namespace IpBlock.TransportHost.Server;

/// <summary>A running SMTP server with the agent in it. Disposing it ends its connections and closes the factory.</summary>
public sealed class EvaluationServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly WebApplication _kestrel;
    private readonly LoadedAgent _agent;

    private EvaluationServer(WebApplication kestrel, LoadedAgent agent, IEnumerable<ListenOptions> plain, IEnumerable<ListenOptions> proxied)
    {
        _kestrel = kestrel;
        _agent = agent;
        EndPoints = plain.Select(options => options.IPEndPoint!).ToArray();
        ProxyEndPoints = proxied.Select(options => options.IPEndPoint!).ToArray();
    }

    /// <summary>Where clients are served, in the order of <see cref="EvaluationOptions.Listen"/>, with the ports that were taken.</summary>
    public IReadOnlyList<IPEndPoint> EndPoints { get; }

    /// <summary>Where proxies are served, in the order of <see cref="EvaluationOptions.Proxy"/>.</summary>
    public IReadOnlyList<IPEndPoint> ProxyEndPoints { get; }

    /// <summary>The agent's factory.</summary>
    public SmtpReceiveAgentFactory Factory => _agent.Factory;

    /// <summary>Loads the agent and listens.</summary>
    /// <exception cref="AgentLoadException">The agent cannot be loaded.</exception>
    /// <exception cref="System.IO.IOException">An address is in use.</exception>
    public static async Task<EvaluationServer> StartAsync(EvaluationOptions options)
    {
        var agent = LoadedAgent.Load(options.AgentPath, options.FactoryType);
        options.Smtp.IsInternal = address => options.Internal.Any(network => network.Contains(address));
        IMessageSink sink = options.MailFolder == null ? new NoMessages() : new MessageFolder(options.MailFolder);
        var connections = new SmtpConnections(options, agent, sink);

        var plain = new List<ListenOptions>();
        var proxied = new List<ListenOptions>();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            foreach (var endPoint in options.Listen)
                kestrel.Listen(endPoint, listen => Serve(listen, plain, connections.Serve));
            foreach (var endPoint in options.Proxy)
                kestrel.Listen(endPoint, listen => Serve(listen, proxied, connections.ServeProxied));
        });
        var application = builder.Build();
        await application.StartAsync().ConfigureAwait(false);
        return new EvaluationServer(application, agent, plain, proxied);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await _kestrel.StopAsync(patience.Token).ConfigureAwait(false);
        await _kestrel.DisposeAsync().ConfigureAwait(false);
        _agent.Factory.Close();
    }

    private static void Serve(ListenOptions listen, List<ListenOptions> all, ConnectionDelegate serve)
    {
        all.Add(listen);
        listen.Run(serve.Invoke);
    }
}
