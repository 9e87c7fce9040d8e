using IpBlock.Notices;
using IpBlock.Reporting;
using IpBlock.Service.Metrics;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.Service.Hosting;

/// <summary>What all doors of the service share.</summary>
internal sealed class ServiceContext(FilterEngine engine, ServiceMetrics metrics, INoticeSink notices, Clock clock)
{
    private static readonly ServiceSettings Defaults = new();

    public FilterEngine Engine => engine;

    public ServiceMetrics Metrics => metrics;

    public INoticeSink Notices => notices;

    public Clock Clock => clock;

    /// <summary>For what strangers can bring about as often as they like.</summary>
    public Complaints Complaints { get; } = new(notices, clock);

    /// <summary>Where what mail servers send is answered.</summary>
    public SocketThread SocketThread { get; init; } = new(clock);

    /// <summary>The service's part of the settings in force; the defaults as long as there are none.</summary>
    public ServiceSettings Settings => engine.Filter?.Settings.Service ?? Defaults;
}
