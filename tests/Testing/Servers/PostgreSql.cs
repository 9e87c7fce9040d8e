using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Threading.Tasks;

namespace IpBlock.Testing.Servers;

/// <summary>
/// A real PostgreSQL with a cluster of its own, on a free loopback port, as an unprivileged account. It can be stopped, killed and started again with what
/// it had.
/// </summary>
public sealed class PostgreSql : IAsyncDisposable
{
    private const string Account = "postgres";
    private readonly ScratchFolder _folder = new();
    private readonly string _data;
    private readonly IPAddress? _also;
    private RealProcess? _process;
    private bool _isEncrypted;
    private IReadOnlyList<string> _settings = [];
    private TimeSpan? _limit;

    private PostgreSql(string? folder, IPAddress? also)
    {
        _data = Path.Combine(folder ?? _folder.Path, "data");
        _also = also;
        EndPoint = new IPEndPoint(IPAddress.Loopback, Free.Port());
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>What it has written so far: its log.</summary>
    public string Output => _process?.Output ?? "";

    /// <summary>The superuser's login, in Npgsql's words; nobody has to give a password for it.</summary>
    public string SuperuserOf(string database) => string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={EndPoint.Port};Database={database};Username={Account}");

    /// <summary>Makes the cluster and starts it.</summary>
    /// <param name="certificate">The server's certificate and its key in PEM, for connections that are encrypted; null for none.</param>
    /// <param name="folder">A folder for the cluster, such as one on a small disk; its own if not said.</param>
    /// <param name="also">An address beside the loopback, for machines in namespaces of their own.</param>
    /// <param name="settings">Settings in place of those of a test, as <c>name=value</c>; null for none.</param>
    /// <param name="limit">How long it may run; null for as long as any program of a test.</param>
    public static async Task<PostgreSql> StartAsync(
        (string Certificate, string Key)? certificate = null, string? folder = null, IPAddress? also = null, IReadOnlyList<string>? settings = null, TimeSpan? limit = null)
    {
        var server = new PostgreSql(folder, also) { _isEncrypted = certificate is not null, _settings = settings ?? [], _limit = limit };
        try
        {
            Directory.CreateDirectory(server._data);
            if (Environment.IsPrivilegedProcess)
                await MustAsync("chown", "-R", Account, server._folder.Path, server._data);
            await MustAsync(RealProcess.As(
                Account, Account, Program("initdb"), "-D", server._data, "-U", Account, "--no-sync", "-E", "UTF8", "--locale=C", "-A", "trust"));

            // Who is no superuser gives a password, as everywhere.
            await File.WriteAllTextAsync(Path.Combine(server._data, "pg_hba.conf"), $"host all {Account} 127.0.0.1/32 trust\nhost all all all scram-sha-256\n");
            if (certificate is { } pem)
                await server.WriteAsync(pem.Certificate, pem.Key);
            await server.StartAgainAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it again with what it had.</summary>
    public async Task StartAgainAsync()
    {
        var words = RealProcess.As(
            Account, Account,
            Program("postgres"), "-D", _data, "-p", EndPoint.Port.ToString(CultureInfo.InvariantCulture), "-c", "listen_addresses=127.0.0.1" + (_also is null ? "" : "," + _also), "-c", "unix_socket_directories=",
            "-c", "fsync=off", "-c", "log_statement=all", "-c", "max_connections=100", "-c", _isEncrypted ? "ssl=on" : "ssl=off", "-c", "shared_buffers=16MB");
        words = [.. words, .. _settings.SelectMany(static setting => new[] { "-c", setting })];
        _process = await RealProcess.StartAsync(words[0], [.. words.Skip(1)], process => Task.FromResult(process.Output.Contains("ready to accept connections", StringComparison.Ordinal)), limit: _limit);
    }

    /// <summary>Ends it at once, as a crash would.</summary>
    public async Task KillAsync()
    {
        if (_process is { } process)
            await process.DisposeAsync();
        _process = null;
    }

    /// <summary>A new database, in Npgsql's words with the superuser's login.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = "fleet_" + Guid.NewGuid().ToString("N")[..12];
        await MustAsync(Program("createdb"), "-h", "127.0.0.1", "-p", EndPoint.Port.ToString(CultureInfo.InvariantCulture), "-U", Account, name);
        return SuperuserOf(name);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _folder.Dispose();
    }

    private async Task WriteAsync(string certificate, string key)
    {
        await File.WriteAllTextAsync(Path.Combine(_data, "server.crt"), certificate);
        var file = Path.Combine(_data, "server.key");
        await File.WriteAllTextAsync(file, key);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        if (Environment.IsPrivilegedProcess)
            await MustAsync("chown", Account, file);
    }

    // Debian keeps the programs of each version in a folder of its own.
    private static string Program(string name) =>
        Directory.Exists("/usr/lib/postgresql") && Directory.GetDirectories("/usr/lib/postgresql").OrderDescending(StringComparer.Ordinal).Select(folder => Path.Combine(folder, "bin", name)).FirstOrDefault(File.Exists) is { } path
            ? path
            : name;

    private static async Task MustAsync(params IReadOnlyList<string> words)
    {
        var (code, output) = await RealProcess.RunAsync(words[0], [.. words.Skip(1)]);
        if (code != 0)
            throw new RealProcessException($"{string.Join(' ', words)} has failed:\n{output}");
    }
}
