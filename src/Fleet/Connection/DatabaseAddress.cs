using System;
using System.Globalization;
using System.Linq;
using System.Net;
using Npgsql;

namespace IpBlock.Fleet.Connection;

/// <summary>
/// Which database, in Npgsql's words, and how it is connected to. The server's certificate and name are verified unless the database is on this machine.
/// </summary>
internal static class DatabaseAddress
{
    private const int SecondsToConnect = 10;
    private const int SecondsForCommand = 20;
    private const int SecondsBetweenSignsOfLife = 10;

    /// <summary>Reads the words of an administrator.</summary>
    /// <exception cref="FleetException">They name no database.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string text)
    {
        try
        {
            var words = new NpgsqlConnectionStringBuilder(text);
            return words.Host is { Length: > 0 } && words.Database is { Length: > 0 }
                ? words
                : throw new FleetException("the connection has no host or no database; write \"Host=db.example.com;Database=ipblock;Username=postgres\"");
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException)
        {
            throw new FleetException("the connection cannot be read: " + wrong.Message + " Write \"Host=db.example.com;Database=ipblock;Username=postgres\"", wrong);
        }
    }

    /// <summary>The same without a login, for members to keep and tickets to carry.</summary>
    public static string WithoutLogin(NpgsqlConnectionStringBuilder words)
    {
        var bare = new NpgsqlConnectionStringBuilder(words.ConnectionString);
        foreach (var secret in new[] { "Username", "Password", "Passfile", "Options", "Persist Security Info" })
            bare.Remove(secret);
        return bare.ConnectionString;
    }

    /// <summary>The same, as a connection is made.</summary>
    public static NpgsqlConnectionStringBuilder ToConnect(NpgsqlConnectionStringBuilder words, string application) => new(words.ConnectionString)
    {
        ApplicationName = application,
        SslMode = words.ShouldSerialize("SSL Mode") ? words.SslMode : IsHere(words.Host!) ? SslMode.Prefer : SslMode.VerifyFull,

        // One connection at a time, held by whoever uses it: behind a pool one would listen with another's.
        Pooling = false,
        Enlist = false,
        Timeout = SecondsToConnect,
        CommandTimeout = SecondsForCommand,
        KeepAlive = SecondsBetweenSignsOfLife,
    };

    /// <summary>How the database is called in messages.</summary>
    public static string Shown(NpgsqlConnectionStringBuilder words) =>
        words.Host!.Contains(',', StringComparison.Ordinal) || words.Host[0] == '/'
            ? $"{words.Database} at {words.Host}"
            : string.Create(CultureInfo.InvariantCulture, $"{words.Database} at {words.Host}:{words.Port}");

    /// <summary>True for a Unix socket and for addresses of this machine.</summary>
    internal static bool IsHere(string hosts) => hosts.Split(',').All(static host =>
    {
        var name = host.Trim();
        if (name.StartsWith('/') || name.StartsWith('@') || string.Equals(name, "localhost", StringComparison.OrdinalIgnoreCase))
            return true;
        var colon = name.StartsWith('[') ? name.LastIndexOf("]:", StringComparison.Ordinal) + 1 : name.LastIndexOf(':');
        return (IPAddress.TryParse(name, out var address) || (colon > 0 && IPAddress.TryParse(name[..colon], out address))) && IPAddress.IsLoopback(address);
    });
}
