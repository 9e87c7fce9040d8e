using System;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Notices;
using IpBlock.Time;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace IpBlock.Service.Metrics;

/// <summary>Sends what the instruments have measured to a collector, by OTLP over HTTP, on threads of its own. What fails is counted and sent with the next.</summary>
internal sealed class OtlpMetrics : IDisposable
{
    private const int Patience = 10_000;

    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    private readonly TaskErrors _errors;
    private readonly CancellationTokenSource _end = new();
    private readonly BaseExportingMetricReader _reader;
    private readonly MeterProvider _provider;
    private readonly IDisposable _timer;
    private int _isSending;

    public OtlpMetrics(Uri collector, Clock clock, TaskErrors errors)
    {
        _errors = errors;
        var options = new OtlpExporterOptions
        {
            Protocol = OtlpExportProtocol.HttpProtobuf,
            Endpoint = new Uri(collector.AbsoluteUri.TrimEnd('/') + "/v1/metrics"),
            TimeoutMilliseconds = Patience,
            HttpClientFactory = NewClient,
        };
        _reader = new BaseExportingMetricReader(new OtlpMetricExporter(options));
        _provider = Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(static resource => resource.AddService(
                "ipblock", serviceVersion: ServiceMetrics.Version, autoGenerateServiceInstanceId: false, serviceInstanceId: Environment.MachineName))
            .AddMeter(ServiceMetrics.MeterName)
            .AddReader(_reader)
            .Build();
        _timer = clock.Every(Period, Send);
    }

    /// <summary>Sends no more, and waits for no collector.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        _end.Cancel();
        _provider.Dispose();
    }

    // A collector that hangs is asked again when it has been given up.
    private void Send()
    {
        if (Interlocked.Exchange(ref _isSending, 1) == 0)
            _ = Task.Run(Collect);
    }

    private void Collect()
    {
        try
        {
            _reader.Collect(Patience);
        }
        catch (ObjectDisposedException)
        {
            // The service ends.
        }
        finally
        {
            Volatile.Write(ref _isSending, 0);
        }
    }

    private HttpClient NewClient() => new(new Watched(_errors, _end.Token) { InnerHandler = new SocketsHttpHandler { AllowAutoRedirect = false } })
    {
        Timeout = TimeSpan.FromMilliseconds(Patience),
    };

    // The exporter tells nobody of its errors.
    private sealed class Watched(TaskErrors errors, CancellationToken end) : DelegatingHandler
    {
        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, end);
            try
            {
                return Seen(base.Send(request, either.Token));
            }
            catch (Exception failure) when (IsReported(failure))
            {
                throw;
            }
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, end);
            try
            {
                return Seen(await base.SendAsync(request, either.Token).ConfigureAwait(false));
            }
            catch (Exception failure) when (IsReported(failure))
            {
                throw;
            }
        }

        private HttpResponseMessage Seen(HttpResponseMessage answer)
        {
            if (!answer.IsSuccessStatusCode)
                errors.Report("otlp", new HttpRequestException(FormattableString.Invariant($"the collector answered {(int)answer.StatusCode} {answer.ReasonPhrase}")));
            return answer;
        }

        private bool IsReported(Exception failure)
        {
            if (!end.IsCancellationRequested)
                errors.Report("otlp", failure);
            return false;
        }
    }
}
