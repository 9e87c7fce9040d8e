using System;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Threading.Tasks;

namespace IpBlock.Testing.Servers;

/// <summary>A real PgBouncer with transaction pooling in front of a PostgreSQL. It asks nobody for a password and logs in for all by itself.</summary>
public sealed class PgBouncer : RealServer
{
    private PgBouncer(Started started)
        : base(started)
    {
    }

    /// <param name="server">What it stands in front of.</param>
    /// <param name="login">The login that it uses there.</param>
    /// <param name="password">Its password.</param>
    public static async Task<PgBouncer> StartAsync(IPEndPoint server, string login, string password)
    {
        var end = new IPEndPoint(IPAddress.Loopback, Free.Port());
        return new PgBouncer(await StartInFolderAsync(end, folder =>
        {
            folder.Write("users.txt", $"\"{login}\" \"{password}\"\n");
            var file = folder.Write("pgbouncer.ini", string.Create(CultureInfo.InvariantCulture, $"""
                [databases]
                * = host={server.Address} port={server.Port} user={login} password={password}
                [pgbouncer]
                listen_addr = {end.Address}
                listen_port = {end.Port}
                unix_socket_dir =
                auth_type = any
                auth_file = {folder.Path}/users.txt
                pool_mode = transaction
                default_pool_size = 3
                ignore_startup_parameters = extra_float_digits

                """));
            var words = RealProcess.As("nobody", "nogroup", "/usr/sbin/pgbouncer", file);
            return RealProcess.StartAsync(words[0], [.. words.Skip(1)], _ => Probe.AcceptsAsync(end));
        }));
    }
}
