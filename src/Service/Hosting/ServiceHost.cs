using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Notices;
using IpBlock.Reporting;
using IpBlock.Service.Feeds;
using IpBlock.Service.Metrics;
using IpBlock.Service.Milter;
using IpBlock.Service.Policy;
using IpBlock.Settings;
using IpBlock.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace IpBlock.Service.Hosting;

/// <summary>The running service: the engine, its doors for mail servers, and the pages for whoever watches over it.</summary>
internal sealed class ServiceHost : IAsyncDisposable
{
    /// <summary>How long those who have asked are waited for at the end. No verdict takes longer unless the settings say so.</summary>
    public static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan HttpPatience = TimeSpan.FromSeconds(10);

    private readonly FilterEngine _engine;
    private readonly FeedSchedule _feeds;
    private readonly ServiceContext _service;
    private readonly ConnectionPlaces _places;
    private readonly List<DoorConnections> _connections = [];
    private readonly List<(string Door, ListenOptions Options)> _listening = [];
    private WebApplication? _kestrel;

    private ServiceHost(string settingsPath, Clock machine, INoticeSink notices)
    {
        var metrics = new ServiceMetrics();
        _engine = new FilterEngine(settingsPath, machine, notices, metrics.Decided, new TaskErrors(machine, notices, metrics.InternalErrors.Add));
        var clock = _engine.Clock;
        metrics.Observe(_engine);
        _feeds = new FeedSchedule(_engine, settingsPath, clock, notices, metrics.ObserveLists(_engine.Lists, clock));
        _service = new ServiceContext(_engine, metrics, notices, clock);
        _places = new ConnectionPlaces(_service, OpenFileLimit.ForConnections(OpenFileLimit.OfThisProcess()));
    }

    /// <summary>The engine behind all doors.</summary>
    public FilterEngine Engine => _engine;

    /// <summary>Where it listens, by the door's name, with the ports that were taken.</summary>
    public IEnumerable<(string Door, EndPoint EndPoint)> EndPoints => _listening.Select(static one => (one.Door, one.Options.EndPoint!));

    /// <summary>Loads the settings and listens. Broken settings are no error: the service listens at its usual places and lets everybody through.</summary>
    /// <exception cref="System.IO.IOException">An address cannot be listened at.</exception>
    public static async Task<ServiceHost> StartAsync(string settingsPath, Clock clock, INoticeSink notices)
    {
        var host = new ServiceHost(settingsPath, clock, notices);
        try
        {
            await host.ListenAsync(host._service.Settings).ConfigureAwait(false);
            return host;
        }
        catch
        {
            await host.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Listens no more, answers what has been asked, and writes the log to its end.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_kestrel is not null)
        {
            using var patience = new CancellationTokenSource(StopLimit);
            await _kestrel.StopAsync(patience.Token).ConfigureAwait(false);
            await _kestrel.DisposeAsync().ConfigureAwait(false);
        }

        await _feeds.DisposeAsync().ConfigureAwait(false);
        foreach (var connections in _connections)
            connections.Dispose();
        _places.Dispose();
        _engine.Dispose();
        _service.Metrics.Dispose();
    }

    private async Task ListenAsync(ServiceSettings settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Listen(kestrel, settings));
        builder.Services.AddSingleton<IConnectionListenerFactory>(new DoorListeners(_places, _service));
        _kestrel = builder.Build();
        _kestrel.Run(new StatusPages(_service.Metrics, _engine).ServeAsync);
        await _kestrel.StartAsync().ConfigureAwait(false);
        foreach (var (door, options) in _listening)
        {
            if (options.SocketPath is { } path)
                SocketFile.Open(path);
            _service.Notices.Write(LogMessages.DoorListens(door, options.SocketPath ?? options.EndPoint!.ToString()!));
        }
    }

    private void Listen(KestrelServerOptions kestrel, ServiceSettings settings)
    {
        foreach (var door in new IServiceDoor[] { new PolicyDoor(_service), new MilterDoor(_service) })
        {
            var connections = Connections(door);
            foreach (var address in door.Listen(settings))
                Listen(kestrel, door.Name, address, options => options.Run(connections.ServeAsync));
        }

        kestrel.Limits.KeepAliveTimeout = HttpPatience;
        kestrel.Limits.RequestHeadersTimeout = HttpPatience;
        kestrel.Limits.MaxRequestBodySize = 0;
        foreach (var address in settings.MetricsListen)
            Listen(kestrel, "metrics", address, ServeHttp);
    }

    private void ServeHttp(ListenOptions options)
    {
        options.Protocols = HttpProtocols.Http1;
        options.Use(http => Connections(new StatusDoor(http)).ServeAsync);
    }

    private DoorConnections Connections(IServiceDoor door)
    {
        var connections = new DoorConnections(_service, door);
        _connections.Add(connections);
        return connections;
    }

    private void Listen(KestrelServerOptions kestrel, string door, ListenAddress address, Action<ListenOptions> serve)
    {
        if (address.Path is { } path)
        {
            SocketFile.RemoveLeftOver(path);
            kestrel.ListenUnixSocket(path, Configure);
        }
        else
        {
            kestrel.Listen((IPEndPoint)address.ToEndPoint(), Configure);
        }

        void Configure(ListenOptions options)
        {
            _listening.Add((door, options));
            serve(options);
        }
    }
}
