using System;
using System.Runtime.CompilerServices;
using IpBlock.Notices;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.Service.Metrics;

/// <summary>Sends the metrics to the collector that the settings name, while they name one. A service without one loads nothing for it.</summary>
internal sealed class OtlpWatch : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    private readonly FilterEngine _engine;
    private readonly IDisposable _timer;
    private readonly object _lock = new();
    private WebhookUrl? _collector;
    private IDisposable? _metrics;
    private bool _ended;

    public OtlpWatch(FilterEngine engine)
    {
        _engine = engine;
        _timer = engine.Clock.Every(Period, Look);
        Look();
    }

    /// <summary>Sends no more.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        lock (_lock)
        {
            _ended = true;
            _metrics?.Dispose();
        }
    }

    private void Look()
    {
        if (_engine.Filter?.Settings.Service is not { } settings)
            return;
        lock (_lock)
        {
            if (_ended || Equals(settings.MetricsOtlp, _collector))
                return;
            _metrics?.Dispose();
            _collector = settings.MetricsOtlp;
            _metrics = _collector is null ? null : Start(_collector.Reveal(), _engine.Clock, _engine.TaskErrors);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static IDisposable Start(Uri collector, Clock clock, TaskErrors errors) => new OtlpMetrics(collector, clock, errors);
}
