using System;
using System.Collections.Generic;
using System.Globalization;
using System.Net;
using System.Net.Http;
using System.Text.Json;
using System.Threading.Tasks;

namespace IpBlock.Testing.Servers;

/// <summary>A real Prometheus on a free loopback port, which reads one page of metrics each half second.</summary>
public sealed class Prometheus : RealServer
{
    private static readonly HttpClient Http = new();

    private Prometheus(Started started)
        : base(started)
    {
    }

    /// <summary>Starts it on 127.0.0.1 and returns when it answers.</summary>
    /// <param name="target">Where the metrics are, at the path <c>/metrics</c>.</param>
    public static async Task<Prometheus> StartAsync(IPEndPoint target)
    {
        var end = new IPEndPoint(IPAddress.Loopback, Free.Port());
        return new Prometheus(await StartInFolderAsync(end, folder =>
        {
            var file = folder.Write("prometheus.yml", string.Create(CultureInfo.InvariantCulture, $$"""
                global: { scrape_interval: 500ms, scrape_timeout: 500ms }
                scrape_configs: [ { job_name: "ipblock", static_configs: [ { targets: [ "{{target}}" ] } ] } ]
                """));
            return RealProcess.StartAsync(
                "/usr/bin/prometheus",
                ["--config.file=" + file, "--storage.tsdb.path=" + folder.Path, "--web.listen-address=" + end],
                async _ => await IsReadyAsync(end));
        }));
    }

    /// <summary>The values of an instant query, by the series' labels.</summary>
    public async Task<IReadOnlyList<(string Labels, double Value)>> QueryAsync(string expression)
    {
        using var answer = await Http.GetAsync(new Uri($"http://{EndPoint}/api/v1/query?query={Uri.EscapeDataString(expression)}"));
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        if (json.RootElement.GetProperty("status").GetString() != "success")
            throw new InvalidOperationException($"Prometheus does not understand {expression}: {json.RootElement}");
        var values = new List<(string Labels, double Value)>();
        foreach (var series in json.RootElement.GetProperty("data").GetProperty("result").EnumerateArray())
        {
            var value = series.GetProperty("value")[1].GetString();
            values.Add((series.GetProperty("metric").ToString(), double.Parse(value!, NumberStyles.Float, CultureInfo.InvariantCulture)));
        }

        return values;
    }

    private static async Task<bool> IsReadyAsync(IPEndPoint end)
    {
        try
        {
            using var answer = await Http.GetAsync(new Uri($"http://{end}/-/ready"));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
