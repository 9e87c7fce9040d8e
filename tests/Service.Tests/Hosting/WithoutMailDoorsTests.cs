using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Administration.InForce;
using Xunit;

namespace IpBlock.Service.Tests.Hosting;

/// <summary>The service of a server on which something else filters: it shares the folder of the log with an agent that knows better.</summary>
public sealed class WithoutMailDoorsTests
{
    private const string Provider = """
        { "blockProviders": [ { "name": "one", "lookupDomain": "one.test", "anyMatch": true } ], "dns": { {dns} }, "service": { SERVICE } }
        """;

    [Theory]
    [InlineData("\"policyListen\": [], \"milterListen\": [], \"metricsListen\": [ \"127.0.0.1:0\" ]", 0)]
    [InlineData("\"policyListen\": [], \"milterListen\": [ \"127.0.0.1:0\" ], \"metricsListen\": [ \"127.0.0.1:0\" ]", 1)]
    public async Task It_watches_no_provider_and_writes_nothing_over_what_others_know_of_them(string doors, int watched)
    {
        await using var service = await ServiceUnderTest.StartAsync(Settings(doors));
        Assert.Equal(watched, service.Host.Engine.Look().Providers.Count);
        service.Change(Settings(doors).Replace("\"one\"", "\"other\"", System.StringComparison.Ordinal));
        Assert.Equal(watched, service.Host.Engine.Look().Providers.Count(static provider => provider.Name == "other"));
        Assert.Empty(StateFindings.Of(service.Host.Engine.Look()));
        Assert.Equal((200, "ok\n"), await SettingsTests.GetAsync(service, "/health"));
        await service.StopAsync();
        Assert.Equal(watched == 1, File.Exists(Path.Combine(service.Folder.Path, "log", "health.json")));
    }

    [Fact]
    public async Task A_door_that_the_file_opens_later_is_not_open_and_nothing_is_watched_for_it()
    {
        await using var service = await ServiceUnderTest.StartAsync(Settings("\"policyListen\": [], \"milterListen\": [], \"metricsListen\": []"));
        service.Change(Settings("\"policyListen\": [ \"127.0.0.1:0\" ], \"milterListen\": [], \"metricsListen\": []"));
        Assert.Empty(service.Host.Engine.Look().Providers);
        Assert.Empty(new List<object>(service.Host.EndPoints.Cast<object>()));
    }

    private static string Settings(string doors) => Provider.Replace("SERVICE", doors, System.StringComparison.Ordinal);
}
