using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.Installer.Tests.Scripts;

/// <summary>
/// A server for the scripts: folders of its own, and in place of Exchange and Windows the commands of the stand-in module. The PowerShell is a real one
/// (<see cref="PowerShellSessions"/>).
/// </summary>
internal sealed class ExchangeServer : IDisposable
{
    private const string Exchange = @"HKLM:\SOFTWARE\Microsoft\ExchangeServer\v15";
    private const string WindowsKey = @"HKLM:\SOFTWARE\Microsoft\Windows NT\CurrentVersion";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly ScratchFolder _folder = new();

    private ExchangeServer(JsonObject state)
    {
        foreach (var folder in new[] { "ProgramFiles", "ProgramData", "payload" })
            Directory.CreateDirectory(Path.Combine(_folder.Path, folder));
        foreach (var name in new[] { "IpBlock.Agent.dll", "IpBlock.Common.dll", "Newtonsoft.Json.dll" })
            File.Copy(Path.Combine(Repository.AgentFolder, name), Path.Combine(Payload, name));
        File.WriteAllText(StatePath, state.ToJsonString());
    }

    public string Payload => Path.Combine(_folder.Path, "payload");

    public string AgentRoot => Path.Combine(_folder.Path, "ProgramFiles", "IpBlock", "Agent");

    public string SettingsFolder => Path.Combine(_folder.Path, "ProgramData", "IpBlock");

    /// <summary>The command to fail, and which call of it: <c>Copy-Item:2</c>.</summary>
    public string Fail { get; set; } = "";

    /// <summary>A file that cannot be deleted, as one that a service has loaded.</summary>
    public string Locked { get; set; } = "";

    /// <summary>Whether the scripts run as an administrator.</summary>
    public bool HasRights { get; init; } = true;

    public JsonNode State => JsonNode.Parse(File.ReadAllText(StatePath))!;

    /// <summary>What was called, in order, the looking aside.</summary>
    public IEnumerable<string> Journal => State["journal"]!.AsArray().Select(static line => (string)line!).Where(static line => !line.StartsWith("Get-", StringComparison.Ordinal));

    private string StatePath => Path.Combine(_folder.Path, "server.json");

    private Dictionary<string, string> Environment => new(StringComparer.Ordinal)
    {
        ["STANDIN_STATE"] = StatePath,
        ["STANDIN_FAIL"] = Fail,
        ["STANDIN_LOCKED"] = Locked,
        ["STANDIN_RIGHTS"] = HasRights ? "" : "limited",
        ["ProgramFiles"] = Path.Combine(_folder.Path, "ProgramFiles"),
        ["ProgramData"] = Path.Combine(_folder.Path, "ProgramData"),
        ["TMPDIR"] = _folder.Path,
        ["COLUMNS"] = "500",
    };

    public static ExchangeServer Mailbox(bool hasRights = true) => new(Server(["FrontendTransportRole", "HubTransportRole", "MailboxRole"], ["FrontEnd", "Hub"], ["MSExchangeFrontEndTransport", "MSExchangeTransport"])) { HasRights = hasRights };

    /// <summary>Windows Server 2012 R2, which knows no major version in that place.</summary>
    public static ExchangeServer OfWindows2012()
    {
        var server = Edge();
        server.Change(static state => state["registry"]!.AsObject().Remove(WindowsKey));
        return server;
    }

    public static ExchangeServer Edge() => new(Server(["EdgeTransportRole"], ["Edge"], ["MSExchangeTransport"]));

    public static ExchangeServer WithRoles(params string[] roles) => new(Server(roles, ["Hub"], ["MSExchangeTransport"]));

    public static ExchangeServer WithoutExchange()
    {
        var state = Server([], [], []);
        state["registry"] = new JsonObject();
        return new(state);
    }

    public void Change(Action<JsonNode> change)
    {
        var state = State;
        change(state);
        File.WriteAllText(StatePath, state.ToJsonString());
    }

    /// <summary>Runs a script with the agent's files given; what it said, and whether it ended well.</summary>
    public Task<(bool Succeeded, string Output)> RunAsync(string script, string arguments = "") => RunTextAsync(Call(script, arguments));

    private string Call(string script, string arguments)
    {
        var source = script is "Install-Agent" or "Repair-Agent" or "Restore-Agent" ? $"-SourceFolder '{Payload}' " : "";
        var watch = script is "Restore-Agent" or "Set-UpdateTask" or "Install-Service" or "Uninstall-Service" or "Install-Page" or "Uninstall-Page" || arguments.Contains("-NoRestart", StringComparison.Ordinal) ? "" : "-WatchSeconds 0 ";
        return $"& '{Repository.File("scripts", script + ".ps1")}' {source}{watch}{arguments}";
    }

    public async Task<string> SucceedAsync(string script, string arguments = "")
    {
        var (succeeded, output) = await RunAsync(script, arguments);
        Assert.True(succeeded, output);
        return output;
    }

    public async Task<string> FailAsync(string script, string arguments = "")
    {
        var (succeeded, output) = await RunAsync(script, arguments);
        Assert.False(succeeded, output);
        return output;
    }

    /// <summary>Runs a text.</summary>
    public Task<(bool Succeeded, string Output)> RunTextAsync(string text) => PowerShellSessions.RunAsync(WithStandIn(text), Patience, Environment);

    /// <summary>The same in a PowerShell that is started for it, as an administrator or an installer does.</summary>
    public async Task<(bool Succeeded, string Output)> RunAloneAsync(string script, string arguments)
    {
        var file = _folder.Write("run.ps1", $$"""
            $PSStyle.OutputRendering = 'PlainText'
            try { {{WithStandIn(Call(script, arguments))}} } catch { Write-Host $_.Exception.Message; exit 1 }
            """);
        var (code, output) = await PowerShellProgram.RunAsync(file, Patience, Environment);
        return (code == 0, output);
    }

    /// <summary>Everything that is not to change when a script fails: the registrations, rights, event sources, services and files.</summary>
    public string Snapshot()
    {
        var state = State;
        state["journal"] = null;
        foreach (var (folder, _) in state["rights"]!.AsObject().Where(static right => !Directory.Exists(right.Key)).ToList())
            state["rights"]!.AsObject().Remove(folder);
        var files = Directory.EnumerateFileSystemEntries(_folder.Path, "*", SearchOption.AllDirectories)
            .Where(path => path != StatePath && !path.EndsWith("run.ps1", StringComparison.Ordinal) && !path.Contains("/.", StringComparison.Ordinal))
            .Select(path => path + (File.Exists(path) ? " " + new FileInfo(path).Length : ""))
            .Order(StringComparer.Ordinal);
        return Sorted(state)!.ToJsonString() + "\n" + string.Join('\n', files);
    }

    public IEnumerable<string> AgentsOf(string transportService) => State["agents"]![transportService]!.AsArray()
        .Select(static agent => $"{agent!["Priority"]} {agent["Identity"]} {(bool)agent["Enabled"]!}");

    public void Dispose() => _folder.Dispose();

    private static string WithStandIn(string text) => $$"""
        Import-Module '{{Repository.File("tests", "Installer.Tests", "Scripts", "StandIn", "Server.psm1")}}' -Global -ErrorAction Stop
        {{text}}
        """;

    // The stand-in writes hash tables, whose order is chance.
    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject table => new JsonObject(table.OrderBy(static pair => pair.Key, StringComparer.Ordinal).Select(static pair => KeyValuePair.Create(pair.Key, Sorted(pair.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Sorted)]),
        _ => node?.DeepClone(),
    };

    private static JsonObject Server(string[] roles, string[] transports, string[] services)
    {
        var registry = new JsonObject { [Exchange + @"\Setup"] = new JsonObject { ["MsiProductMajor"] = 15, ["MsiProductMinor"] = 2, ["MsiBuildMajor"] = 1544, ["MsiBuildMinor"] = 4 } };
        registry[WindowsKey] = new JsonObject { ["CurrentMajorVersionNumber"] = 10 };
        foreach (var role in roles)
            registry[Exchange + @"\" + role] = new JsonObject { ["ConfiguredVersion"] = "15.2.1544.4" };
        var agents = new JsonObject();
        foreach (var transport in transports)
            agents[transport] = new JsonArray(Agent("Connection Guard"), Agent("Recipient Guard"));
        var running = new JsonObject();
        foreach (var service in services)
            running[service] = new JsonObject { ["status"] = "Running", ["agents"] = new JsonArray("Connection Guard", "Recipient Guard") };
        return new JsonObject { ["registry"] = registry, ["agents"] = agents, ["services"] = running, ["rights"] = new JsonObject(), ["tasks"] = new JsonObject(), ["journal"] = new JsonArray() };
    }

    private static JsonObject Agent(string name) => new()
    {
        ["Identity"] = name,
        ["Enabled"] = true,
        ["Priority"] = name[0] == 'C' ? 1 : 2,
        ["TransportAgentFactory"] = "Example.Factory",
        ["AssemblyPath"] = @"C:\Example\" + name + ".dll",
        ["Ours"] = false,
    };
}
