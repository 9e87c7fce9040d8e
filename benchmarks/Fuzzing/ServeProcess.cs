using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using IpBlock.Testing.Servers;

namespace IpBlock.Fuzzing;

/// <summary>A real <c>ipblock serve</c>: a process of its own, on free ports, with settings and log in a folder of its own.</summary>
public sealed class ServeProcess : IAsyncDisposable
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "ipblock.dll");

    private readonly ScratchFolder _folder = new();
    private readonly string _settings;
    private RealProcess? _process;

    private ServeProcess(string settings) => _settings = settings;

    /// <summary>Where Postfix would ask.</summary>
    public IPEndPoint Policy { get; } = new(IPAddress.Loopback, Free.Port());

    /// <summary>Where Sendmail would ask.</summary>
    public IPEndPoint Milter { get; } = new(IPAddress.Loopback, Free.Port());

    /// <summary>Where the metrics are.</summary>
    public IPEndPoint Metrics { get; } = new(IPAddress.Loopback, Free.Port());

    /// <summary>Where Postfix would ask over a socket of this machine.</summary>
    public UnixDomainSocketEndPoint PolicySocket => new(Path.Combine(_folder.Path, "policy.sock"));

    /// <summary>The folder of settings and log.</summary>
    public string Folder => _folder.Path;

    /// <summary>The process's id.</summary>
    public int Id => _process!.Id;

    /// <summary>True when it has ended.</summary>
    public bool HasExited => _process!.HasExited;

    /// <summary>What it has written.</summary>
    public string Output => _process!.Output;

    /// <summary>The descriptors it has open.</summary>
    public int OpenFiles => Directory.GetFileSystemEntries(Of("fd")).Length;

    /// <summary>Its memory in bytes, its share of what it shares with others included (proc(5): Pss).</summary>
    public long Memory => 1024 * long.Parse(
        File.ReadLines(Of("smaps_rollup")).Single(static line => line.StartsWith("Pss:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);

    /// <summary>Starts it.</summary>
    /// <param name="settings">What stands in the settings beside the part <c>service</c>, with a comma behind.</param>
    /// <param name="openFiles">Its limit of open files.</param>
    /// <param name="maxConnections">Of each door.</param>
    public static async Task<ServeProcess> StartAsync(string settings, int openFiles = 20_000, int maxConnections = 4000)
    {
        var serve = new ServeProcess($$"""
            { {settings} "service": { "maxConnections": {{maxConnections}}, "policyListen": [ "{policy}", "unix:{socket}" ], "milterListen": [ "{milter}" ], "metricsListen": [ "{metrics}" ] } }
            """);
        try
        {
            serve.Change(settings);
            var limit = string.Create(CultureInfo.InvariantCulture, $"--nofile={openFiles}:{openFiles}");
            serve._process = await RealProcess.StartAsync(
                "prlimit", [limit, "dotnet", Program, "serve"], static process => Task.FromResult(process.Output.Contains(" 400 ", StringComparison.Ordinal)),
                environment: new Dictionary<string, string>(StringComparer.Ordinal) { ["IPBLOCK_SETTINGS"] = Path.Combine(serve.Folder, "ipblock.json"), ["JOURNAL_STREAM"] = "", ["NOTIFY_SOCKET"] = "" });
            return serve;
        }
        catch
        {
            await serve.DisposeAsync();
            throw;
        }
    }

    /// <summary>Replaces the settings, as an editor would: at once.</summary>
    public void Change(string settings)
    {
        var text = _settings.Replace("{settings}", settings, StringComparison.Ordinal).Replace("{policy}", Policy.ToString(), StringComparison.Ordinal)
            .Replace("{socket}", PolicySocket.ToString(), StringComparison.Ordinal).Replace("{milter}", Milter.ToString(), StringComparison.Ordinal).Replace("{metrics}", Metrics.ToString(), StringComparison.Ordinal);
        var fresh = _folder.Write("ipblock.json.new", text);
        File.Move(fresh, Path.Combine(Folder, "ipblock.json"), overwrite: true);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        _folder.Dispose();
    }

    private string Of(string what) => $"/proc/{Id.ToString(CultureInfo.InvariantCulture)}/{what}";
}
