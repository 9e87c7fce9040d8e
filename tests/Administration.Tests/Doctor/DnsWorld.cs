using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using IpBlock.Administration.Doctor;
using IpBlock.Administration.InForce;
using IpBlock.Dns;
using IpBlock.Files;
using IpBlock.Providers.Health;
using IpBlock.Reporting.State;
using IpBlock.Settings;
using IpBlock.Testing.Dns;
using IpBlock.Testing.Servers;
using IpBlock.Tests.Settings;
using IpBlock.Time;
using Xunit;

namespace IpBlock.Administration.Tests.Doctor;

/// <summary>
/// A small internet on this machine: an outside with the root's and a registry's servers, lists with servers of their own, and a mail server's
/// machine that asks through a real
/// resolver. Servers that stand at public addresses, or at port 53, are reached at a loopback port.
/// </summary>
internal sealed class DnsWorld : IAsyncDisposable
{
    private const string Registry = "lists.test";
    private const string Hosts = "hosts.test";
    private static readonly string[] RootServers = ["198.41.0.4", "193.0.14.129", "199.7.83.42"];

    private readonly TemporaryFolder _folder = new();
    private readonly SilentServer _nobody = new();
    private readonly Dictionary<IPEndPoint, IPEndPoint> _reached = [];
    private readonly List<IAsyncDisposable> _servers = [];
    private readonly List<string> _providers = [];

    public DnsWorld()
    {
        Outside = ScriptedDnsServer.Start();
        foreach (var zone in new[] { "com", "root-servers.net", "akahelp.net", Registry, Hosts })
        {
            Outside.Zone(zone);
            Zones[zone] = Outside.EndPoint;
        }

        Zones["in-addr.arpa"] = Outside.EndPoint;
        Outside.Name("a.root-servers.net").Address(RootServers[0]);
        Outside.Name(Registry).NameServer("ns." + Hosts);
        HasHost("ns." + Hosts, Outside.EndPoint);
        foreach (var root in RootServers)
            IsReached(root, Outside.EndPoint);
    }

    /// <summary>The registry, the root and everybody else who is no list.</summary>
    public ScriptedDnsServer Outside { get; }

    /// <summary>Which server the resolver asks for which zone.</summary>
    public Dictionary<string, IPEndPoint> Zones { get; } = new(StringComparer.Ordinal);

    /// <summary>Takes all and says nothing.</summary>
    public IPEndPoint Nobody => _nobody.EndPoint;

    public string SettingsPath => _folder.PathOf("ipblock.json");

    public string LogFolder => _folder.PathOf("log");

    /// <summary>Answers to this address at port 53.</summary>
    public void IsReached(string address, IPEndPoint server) => _reached[new IPEndPoint(IPAddress.Parse(address), 53)] = server;

    /// <summary>Nobody outside can be asked but through the resolver.</summary>
    public void ClosePort53() => AllOutsideIs(Nobody);

    /// <summary>Whoever outside is asked, this one gets the question.</summary>
    public void AllOutsideIs(IPEndPoint server)
    {
        foreach (var address in _reached.Keys.ToList())
            _reached[address] = server;
    }

    /// <summary>A server that goes with the world.</summary>
    public T Keep<T>(T server) where T : IAsyncDisposable
    {
        _servers.Add(server);
        return server;
    }

    /// <summary>A list as most are, on a real rbldnsd; its zone.</summary>
    public async Task<string> AddListAsync(string name, string properties = "")
    {
        var server = Keep(await Rbldnsd.StartAsync(ListData(name)));
        return Delegate(name, null, server.EndPoint, properties: properties);
    }

    /// <summary>A list below the registry that holds its test entry and nothing else.</summary>
    public static RbldnsdZone ListData(string name) =>
        new(name + "." + Registry, RbldnsdData.Ip4Set, $"$NS 300 ns-{name}.{Hosts}\n:127.0.0.2:Test entry\n127.0.0.2");

    /// <summary>The lists of most tests: "one" on a real rbldnsd, "two" with a script.</summary>
    public async Task AddUsualListsAsync()
    {
        await AddListAsync("one");
        AddScripted("two");
    }

    /// <summary>A list's zone once more, as it is for those who are not refused.</summary>
    public async Task<IPEndPoint> OwnServerAsync(string name) => Keep(await Rbldnsd.StartAsync(ListData(name))).EndPoint;

    /// <summary>A list that behaves as its script says; its zone.</summary>
    public ZoneScript AddScripted(string name, string properties = "", string? zone = null, IPEndPoint? ownServer = null)
    {
        var server = Keep(ScriptedDnsServer.Start());
        var script = server.Zone(Delegate(name, zone, server.EndPoint, ownServer, properties)).Lists("127.0.0.2", "127.0.0.2").Text("Test entry");
        server.Name(script.Name).NameServer($"ns-{name}.{Hosts}");
        return script;
    }

    /// <summary>Puts a zone into the settings, below the registry and with a server of its own.</summary>
    /// <param name="name">The provider's.</param>
    /// <param name="zone">Its lookup domain; below the registry if not said.</param>
    /// <param name="server">Whom the resolver asks.</param>
    /// <param name="ownServer">Who answers to the server's address; the same if not said.</param>
    /// <param name="properties">More properties of the provider.</param>
    /// <param name="key">What stands before the zone in the lookup domain, with its dot.</param>
    public string Delegate(string name, string? zone, IPEndPoint server, IPEndPoint? ownServer = null, string properties = "", string key = "")
    {
        zone ??= name + "." + Registry;
        Zones[zone] = server;
        HasHost($"ns-{name}.{Hosts}", ownServer ?? server);
        if (zone.EndsWith("." + Registry, StringComparison.Ordinal))
            Outside.Zone(zone).Has(Quirk.Delegates(zone, $"ns-{name}.{Hosts}"));
        AddProvider(name, key + zone, properties);
        return zone;
    }

    public string AddProvider(string name, string domain, string properties = "")
    {
        var ipv6 = properties.Contains("ipv6", StringComparison.Ordinal) ? "" : ", \"ipv6\": false";
        var more = ipv6 + (properties.Length > 0 ? ", " + properties : "");
        _providers.Add($$"""{ "name": "{{name}}", "lookupDomain": "{{domain}}", "ipAddressesMatch": [ "127.0.0.2" ]{{more}} }""");
        return domain;
    }

    public async Task<IPEndPoint> UnboundAsync(params string[] more) => Keep(await Unbound.StartAsync(Zones, more)).EndPoint;

    public async Task<IPEndPoint> DnsmasqAsync(params string[] more) => Keep(await Dnsmasq.StartAsync(Zones, Free.Port(), more)).EndPoint;

    /// <summary>All that the doctor finds on a machine with these name servers, whatever it is about.</summary>
    /// <param name="servers">As the settings name them.</param>
    public Task<DoctorReport> ExamineAsync(params IPEndPoint[] servers) => ExamineAsync(whoAmI: false, servers);

    public async Task<DoctorReport> ExamineAsync(bool whoAmI, params IPEndPoint[] servers)
    {
        await File.WriteAllTextAsync(SettingsPath, $$"""
            { "dns": { "servers": [ {{string.Join(", ", servers.Select(Quoted))}} ] }, "blockProviders": [ {{string.Join(", ", _providers)}} ] }
            """);
        WriteState();
        using var resolver = new StubResolver(new DnsOptions { Servers = [.. servers.Select(Reach)] }, Clock.System);
        var visit = new DoctorVisit(SettingsPath, Clock.System, resolver) { AsksWhoAmI = whoAmI, Reach = Reach, Root = _folder.PathOf("root"), ExchangeFolder = _folder.PathOf("root") };
        WriteExchange();
        return await new HealthDoctor(Machine.Checks).RunAsync(visit);
    }

    /// <summary>Asserts that these are found and no others; that lists were not judged for one of them is no finding of its own.</summary>
    /// <returns>The first of them.</returns>
    public static DoctorFinding Only(DoctorReport report, params string[] ids)
    {
        Assert.True(
            ids.Order(StringComparer.Ordinal).SequenceEqual(
                report.Findings.Where(static finding => finding.Id != "doctor.skipped").Select(static finding => finding.Id).Order(StringComparer.Ordinal)),
            $"Expected [{string.Join(", ", ids)}] and found:\n" + string.Join("\n", report.Findings.Select(static finding => finding.ToString())));
        return ids.Length > 0 ? report.Findings.First(finding => finding.Id == ids[0]) : new DoctorFinding("", Severity.Well, "", "");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
            await server.DisposeAsync();
        await Outside.DisposeAsync();
        _nobody.Dispose();
        _folder.Dispose();
    }

    private static string Quoted(IPEndPoint server) => server.Port == 53 ? $"\"{server.Address}\"" : $"\"{server}\"";

    // Whoever has a public address, or port 53, and is not of this world is nobody: no test asks the internet.
    private IPEndPoint Reach(IPEndPoint server) => _reached.TryGetValue(server, out var there) ? there : server.Port == 53 ? Nobody : server;

    private void HasHost(string name, IPEndPoint server)
    {
        var address = string.Create(CultureInfo.InvariantCulture, $"192.0.2.{_reached.Count + 1}");
        Outside.Name(name).Address(address);
        IsReached(address, server);
    }

    // A mail server that asks as it should.
    private void WriteExchange()
    {
        var folder = Path.Combine(_folder.PathOf("root"), "TransportRoles", "Shared");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "agents.config"), $"""
            <configuration><mexRuntime><agentList>
              <agent name="IpBlock Agent" classFactory="IpBlock.Agent.IpBlockAgentFactory" assemblyPath="{typeof(HealthDoctor).Assembly.Location}" enabled="true" />
            </agentList></mexRuntime></configuration>
            """);
    }

    // A process that runs with these settings, and has nothing to complain of.
    private void WriteState()
    {
        var load = SettingsFile.Load(SettingsPath);
        var settings = load.Settings ?? throw new InvalidOperationException(string.Join('\n', load.Errors));
        Directory.CreateDirectory(LogFolder);
        using var folder = OwnedFolder.Open(LogFolder);
        var now = Clock.System.UtcNow;
        var state = new ProcessState
        {
            Written = now,
            Started = now.AddHours(-2),
            Version = EngineVersion,
            Role = ProcessRole.Agent,
            Program = "EdgeTransport",
            Machine = Environment.MachineName,
            ProcessId = Environment.ProcessId,
            Settings = new SettingsState { Path = SettingsPath, Digest = settings.Digest, Since = now, Enabled = true },
            WatchesProviders = true,
            Providers = [.. settings.BlockProviders.Where(static one => one.Enabled).Select(one => new ProviderState
            {
                Id = RememberedList.IdOf(one, ProviderKind.Block),
                Name = one.Name,
                LastAnswer = now,
                LastHour = new UsageState { Queries = QueriesInLastHour },
            })],
        };
        StateFile.Write(folder, state, state.ToJson());
    }

    /// <summary>What the running process has counted of each list.</summary>
    public long QueriesInLastHour { get; set; }

    private static string EngineVersion => typeof(FilterEngine).Assembly.GetName().Version!.ToString(3);
}
