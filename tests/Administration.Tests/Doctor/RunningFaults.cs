using System;
using System.Collections.Generic;
using System.IO;
using IpBlock.Providers.Health;
using IpBlock.Reporting.State;
using IpBlock.Settings;
using IpBlock.Testing.Servers;
using Newtonsoft.Json.Linq;

namespace IpBlock.Administration.Tests.Doctor;

internal static class RunningFaults
{
    // Greater than any process id of Linux, and so nobody's.
    private const int Ended = 1_000_000_000;

    public static IEnumerable<Fault> All =>
    [
        new("running.none", "nothing has been written", static site => site.State = null),
        new("running.ended", "it has died", static site => Change(site, static state => state with { ProcessId = Ended })),
        new("running.hidden", "a state that cannot be read", static site => MakePipe(Path.Combine(site.Root, "etc/ipblock/log/state-service-x-1.json"))),
        new("running.noSettings", "no settings have ever been good", static site => Use(site, new SettingsState { Enabled = true, Errors = ["ipblock.json: is not good"] })),
        new("running.restoredSettings", "those of an earlier run", static site => Change(site, static state => state with { Settings = state.Settings with { IsRestored = true, Errors = ["x"] } })),
        new("running.oldSettings", "others than in the file", static site => Use(site, new SettingsState { Digest = "0123456789abcdef", Enabled = true, Since = site.Clock.UtcNow })),
        new("running.oldSettings", "it may not read the file", static site => Change(site, static state => state with { Settings = state.Settings with { Errors = ["ipblock.json: may not be read"] } })),
        new("running.trouble", "the log cannot be written", static site => Change(site, static state => state with { Troubles = ["Decisions cannot be logged in /x."] })),
        new("running.cutOff", "no provider answers", static site => Change(site, static state => state with { IsCutOff = true })),
        new("running.privateClients", "all clients are private", static site => Change(site, static state => state with { SeesOnlyPrivateClients = true })),
        new("running.nameServer", "a silent name server", static site => Change(site, static state => state with { NameServers = [new NameServerState { Address = "192.0.2.53", IsAnswering = false }] })),
        new("running.suspended", "a silent list", static site => Change(site, static state => state with
            { Providers = [state.Providers[0], new ProviderState { Name = "other", State = HealthState.Silent, IsSuspended = true, NextStep = "Look." }] })),
        new("running.braked", "a braked list", static site => Change(site, state => state with
            { Providers = [state.Providers[0] with { IsBraked = true, BrakedSince = site.Clock.UtcNow, BrakedWhy = "of 9 regulars" }] })),
        new("running.off", "filtering is off in the process only", static site => site.InForce = static settings => settings with { Enabled = false }),
        new("running.reportMode", "report mode in the process only", static site => site.InForce = static settings => settings with { Mode = FilterMode.Report }),
        new("running.filtersNobody", "a service without doors", static site =>
        {
            site.Master = null;
            site.Settings["service"] = JObject.Parse("""{ "policyListen": [], "milterListen": [] }""");
            Change(site, static state => state with { Doors = [state.Doors[2]] });
        }),
        new("running.closedDoor", "a door that takes a restart", static site => Change(site, static state => state with { Doors = [state.Doors[0], state.Doors[1]] })),
        new("running.oldVersion", "an older version", static site => Change(site, static state => state with { Version = "0.0.1" })),
        new("running.lostLines", "lines were lost", static site => Change(site, static state => state with { Counters = new Dictionary<string, long>(StringComparer.Ordinal) { ["decisionsLost"] = 3 } })),
        new("running.errors", "errors of its own", static site => Change(site, static state => state with { Counters = new Dictionary<string, long>(StringComparer.Ordinal) { ["errors"] = 1 } })),
        new("machine.openFiles", "few open files", static site => site.OpenFiles = 1024),
    ];

    public static void Change(Site site, Func<ProcessState, ProcessState> change) => site.State = change(site.State!);

    private static void MakePipe(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        ForeignFolder.Pipe(path);
    }

    private static void Use(Site site, SettingsState settings)
    {
        site.HasOtherSettings = true;
        Change(site, state => state with { Settings = settings });
    }
}
