using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Notices;
using IpBlock.Reporting.State;
using IpBlock.Service.Feeds;
using IpBlock.Service.Metrics;
using IpBlock.Service.Milter;
using IpBlock.Service.Notify;
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
    private readonly Notifier _notifier;
    private readonly ServiceContext _service;
    private readonly ConnectionPlaces _places;
    private readonly List<DoorConnections> _connections = [];
    private readonly List<MailListener> _mail = [];
    private readonly List<(string Door, Func<EndPoint> EndPoint)> _listening = [];
    private WebApplication? _kestrel;
    private volatile bool _hasListened;
    private FleetWatch? _fleet;
    private OtlpWatch? _otlp;

    private ServiceHost(string settingsPath, Clock machine, INoticeSink notices)
    {
        var metrics = new ServiceMetrics();
        notices = new RecentNotices(notices, machine);
        _engine = new FilterEngine(settingsPath, machine, notices, metrics.Decided, new TaskErrors(machine, notices, metrics.InternalErrors.Add), IsAsked);
        var clock = _engine.Clock;
        metrics.Observe(_engine);
        _feeds = new FeedSchedule(_engine, settingsPath, clock, notices, metrics.ObserveLists(_engine.Lists, clock));
        _notifier = new Notifier(_engine, settingsPath, clock, notices);
        _service = new ServiceContext(_engine, metrics, notices, clock);
        _places = new ConnectionPlaces(_service, OpenFileLimit.ForConnections(OpenFileLimit.OfThisProcess()));
    }

    /// <summary>The engine behind all doors.</summary>
    public FilterEngine Engine => _engine;

    /// <summary>Where it listens, by the door's name, with the ports that were taken.</summary>
    public IEnumerable<(string Door, EndPoint EndPoint)> EndPoints => _listening.Select(static one => (one.Door, one.EndPoint()));

    /// <summary>Loads the settings and listens. Broken settings are no error: the service listens at its usual places and lets everybody through.</summary>
    /// <exception cref="System.IO.IOException">An address cannot be listened at.</exception>
    public static async Task<ServiceHost> StartAsync(string settingsPath, Clock clock, INoticeSink notices)
    {
        var host = new ServiceHost(settingsPath, clock, notices);
        try
        {
            await host.ListenAsync(host._service.Settings).ConfigureAwait(false);
            host._otlp = new OtlpWatch(host._engine);
            host._fleet = new FleetWatch(host._engine, settingsPath, host._engine.Clock);
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
        _otlp?.Dispose();
        var telling = _notifier.DisposeAsync().ConfigureAwait(false);
        using (var patience = new CancellationTokenSource(StopLimit))
        {
            foreach (var listener in _mail)
                listener.Dispose();
            await Task.WhenAll([.. _connections.Select(connections => connections.StopAsync(patience.Token)), _kestrel?.StopAsync(patience.Token) ?? Task.CompletedTask]).ConfigureAwait(false);
            if (_kestrel is not null)
                await _kestrel.DisposeAsync().ConfigureAwait(false);
        }

        if (_fleet is not null)
            await _fleet.DisposeAsync().ConfigureAwait(false);
        await _feeds.DisposeAsync().ConfigureAwait(false);
        await telling;
        foreach (var connections in _connections)
            connections.Dispose();
        _engine.Dispose();
        _service.Metrics.Dispose();
    }

    private async Task ListenAsync(ServiceSettings settings)
    {
        foreach (var door in new IMailDoor[] { new PolicyDoor(_service), new MilterDoor(_service) })
            Listen(door, settings);
        _hasListened = true;
        if (settings.MetricsListen.Count > 0)
            await ListenForHttpAsync(settings).ConfigureAwait(false);
        foreach (var (door, endPoint) in EndPoints)
        {
            if (endPoint is UnixDomainSocketEndPoint file)
                SocketFile.Open(file.ToString());
            _service.Notices.Write(LogMessages.DoorListens(door, endPoint.ToString()!));
        }

        var doors = EndPoints.Select(static one => (one.Door, Address: one.EndPoint.ToString()!)).ToList();
        _engine.KeepState(ProcessRole.Service, () => doors.ConvertAll(door => StateOf(door.Door, door.Address)));
    }

    // Where it listens is looked at only at the start, and by then the settings are in force.
    private bool IsAsked(FilterSettings settings) =>
        _hasListened ? _mail.Count > 0 : settings.Service is { PolicyListen.Count: > 0 } or { MilterListen.Count: > 0 };

    private DoorState StateOf(string door, string address)
    {
        var connections = _connections.FindAll(one => string.Equals(one.Door, door, StringComparison.Ordinal));
        return new DoorState { Name = door, Address = address, Connections = connections.Sum(static one => one.Count), Limit = connections.Count > 0 ? connections[0].Limit : 0 };
    }

    // Only where it is asked for: of its own accord Kestrel would listen at port 5000.
    private async Task ListenForHttpAsync(ServiceSettings settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Listen(kestrel, settings));
        builder.Services.AddSingleton<IConnectionListenerFactory>(new KestrelListeners(_places, _service));
        _kestrel = builder.Build();
        _kestrel.Run(new StatusPages(_service.Metrics, _engine).ServeAsync);
        await _kestrel.StartAsync().ConfigureAwait(false);
    }

    private void Listen(IMailDoor door, ServiceSettings settings)
    {
        var connections = Connections(door);
        foreach (var address in door.Listen(settings))
        {
            RemoveLeftOver(address);
            var listener = MailListener.Start(address.ToEndPoint(), door, connections, _places, _service);
            _mail.Add(listener);
            _listening.Add((door.Name, () => listener.EndPoint));
        }
    }

    private void Listen(KestrelServerOptions kestrel, ServiceSettings settings)
    {
        kestrel.Limits.KeepAliveTimeout = HttpPatience;
        kestrel.Limits.RequestHeadersTimeout = HttpPatience;
        kestrel.Limits.MaxRequestBodySize = 0;
        foreach (var address in settings.MetricsListen)
        {
            RemoveLeftOver(address);
            if (address.Path is { } path)
                kestrel.ListenUnixSocket(path, ServeHttp);
            else
                kestrel.Listen((IPEndPoint)address.ToEndPoint(), ServeHttp);
        }
    }

    private void ServeHttp(ListenOptions options)
    {
        _listening.Add(("metrics", () => options.EndPoint!));
        options.Protocols = HttpProtocols.Http1;
        options.Use(http =>
        {
            var door = new StatusDoor(http);
            var connections = Connections(door);
            return connection => connections.ServeAsync(((PlacedConnection)connection).Place, (PlacedConnection)connection, (placed, _) => door.ServeAsync(placed));
        });
    }

    private DoorConnections Connections(IServiceDoor door)
    {
        var connections = new DoorConnections(_service, door);
        _connections.Add(connections);
        return connections;
    }

    private static void RemoveLeftOver(ListenAddress address)
    {
        if (address.Path is { } path)
            SocketFile.RemoveLeftOver(path);
    }
}
