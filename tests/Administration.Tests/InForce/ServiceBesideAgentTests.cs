using System;
using System.IO;
using System.Linq;
using IpBlock.Administration.InForce;
using IpBlock.Administration.Providers;
using IpBlock.Reporting.State;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Administration.Tests.InForce;

/// <summary>A service that fetches lists and notifies, on a server whose agent filters the mail.</summary>
public sealed class ServiceBesideAgentTests : IDisposable
{
    private readonly StatusUnderTest _status = new();

    public void Dispose() => _status.Dispose();

    [Fact]
    public void A_service_beside_the_agent_is_well_without_doors_providers_and_clients()
    {
        _status.WriteSettings("""{ "mode": "report", "blockProviders": [ { "name": "zen", "lookupDomain": "zen.test", "anyMatch": true } ], "service": { "policyListen": [], "milterListen": [] }, "log": { "directory": "log" } }""");
        var agent = _status.Running() with { Lists = [] };
        _status.Write(agent with { Settings = agent.Settings with { Mode = FilterMode.Report } });
        _status.Write(ServiceOf(agent));
        var processes = _status.Read().Processes;
        Assert.Equal([(false, 0), (true, 1)], processes.OrderBy(static process => process.FiltersMail).Select(static process => (process.FiltersMail, process.Findings.Count)));
        Assert.Empty(_status.Read().Findings);
        var view = InForceView.Read(_status.SettingsPath, SettingsFile.Load(_status.SettingsPath).Settings!, _status.Clock);
        Assert.Empty(Assert.Single(ProviderReport.All(SettingsFile.Load(_status.SettingsPath).Settings!, ProviderKind.Block, inForce: view)).NotAskedBy);

        File.SetLastWriteTimeUtc(_status.SettingsPath, _status.Clock.UtcNow.UtcDateTime.AddMinutes(-1));
        File.AppendAllText(_status.SettingsPath, "\n");
        File.SetLastWriteTimeUtc(_status.SettingsPath, _status.Clock.UtcNow.UtcDateTime.AddMinutes(-1));
        Assert.DoesNotContain(_status.Read().Processes.Single(static process => !process.FiltersMail).Findings, static finding => finding.Text.StartsWith("Provider", StringComparison.Ordinal));
    }

    [Fact]
    public void A_service_beside_the_agent_that_has_stopped_is_a_warning_for_mail_is_filtered()
    {
        _status.WriteSettings("""{ "service": { "policyListen": [], "milterListen": [], "metricsListen": [] }, "log": { "directory": "log" } }""");
        _status.Write(_status.Running());
        _status.Write(ServiceOf(_status.Running()) with { Stopped = _status.Clock.UtcNow });
        var report = _status.Read();
        Assert.Equal(Severity.Warning, report.Severity);
        Assert.EndsWith("Lists are not fetched and no notifications are sent; mail is still filtered.",
            Assert.Single(report.Processes.Single(static process => !process.IsRunning).Findings).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_service_without_an_agent_beside_it_filters_nobody()
    {
        _status.WriteSettings("""{ "service": { "policyListen": [], "milterListen": [], "metricsListen": [] }, "log": { "directory": "log" } }""");
        _status.Write(ServiceOf(_status.Running()));
        var report = _status.Read();
        Assert.Empty(Assert.Single(report.Processes).Findings);
        Assert.Equal(Severity.Critical, report.Severity);
        Assert.StartsWith("No client is filtered: ", Assert.Single(report.Findings).Text, StringComparison.Ordinal);

        _status.Write(ServiceOf(_status.Running()) with { Doors = [new DoorState { Name = "milter", Address = "127.0.0.1:4466" }] });
        Assert.Empty(_status.Read().Findings);
    }

    [Fact]
    public void Settings_that_were_never_good_keep_a_service_beside_the_agent_from_fetching_and_from_nothing_else()
    {
        var finding = Assert.Single(StateFindings.Of(ServiceOf(_status.Running()) with { Settings = new SettingsState { Path = _status.SettingsPath } }));
        Assert.Equal((Severity.Warning, "The settings have never been valid: no list is fetched."), (finding.Severity, finding.Text));
    }

    private static ProcessState ServiceOf(ProcessState agent) => agent with
    {
        Role = ProcessRole.Service,
        Program = "ipblock",
        Doors = [new DoorState { Name = "metrics", Address = "127.0.0.1:9465" }],
        Providers = [],
        Lists = [],
    };
}
