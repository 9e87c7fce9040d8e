using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Service.Tests.Hosting;
using IpBlock.Testing.Manual;
using Xunit;

namespace IpBlock.Service.Tests.Metrics;

/// <summary>The page as monitors and alarms know it: names, help, types and labels, in their order. What is measured is left out.</summary>
public sealed class PageTests
{
    private const string Settings = """
        {
          "lists": [ { "name": "mine", "file": "mine.txt" } ],
          "blockProviders": [ { "name": "one \"quoted\" \\ name", "lookupDomain": "one.test", "anyMatch": true } ],
          "allowProviders": [ { "name": "two", "lookupDomain": "two.test", "anyMatch": true } ],
          "dns": { {dns} }, "service": { {service} }
        }
        """;

    [Fact]
    public async Task The_page_is_as_it_always_was()
    {
        await using var service = await ServiceUnderTest.StartAsync(Settings);
        service.Dns.Zone("one.test").Lists("192.0.2.7", "127.0.0.2");
        service.Dns.Zone("two.test").Lists("192.0.2.9", "127.0.0.2");
        using var client = await service.ConnectAsync();
        await client.AskAsync(PolicyClient.Request("192.0.2.7"));
        await client.AskAsync(PolicyClient.Request("192.0.2.8"));
        await client.AskAsync(PolicyClient.Request("192.0.2.9"));
        using (var broken = await service.ConnectAsync())
        {
            await broken.SendAsync("GET /\n\n");
            await broken.RestAsync();
        }

        var (_, text) = await SettingsTests.GetAsync(service, "/metrics");
        WrittenFile.Keep("tests/Service.Tests/Metrics/page.txt", Shape(text));
    }

    // The samples of a name may stand in any order, but for those of a histogram.
    private static string Shape(string page)
    {
        var (lines, samples) = (new List<string>(), new List<string>());
        foreach (var line in page.Split('\n'))
        {
            if (line.Length > 0 && line[0] != '#')
            {
                samples.Add(line[..line.LastIndexOf(' ')]);
                continue;
            }

            lines.AddRange(samples.Exists(static sample => sample.Contains("_bucket{", StringComparison.Ordinal)) ? samples : samples.Order(StringComparer.Ordinal));
            samples.Clear();
            lines.Add(line);
        }

        return string.Join('\n', lines);
    }
}
