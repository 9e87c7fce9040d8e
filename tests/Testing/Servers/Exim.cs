using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Text;
using System.Threading.Tasks;

namespace IpBlock.Testing.Servers;

/// <summary>One session with Exim: from which address, and what is said, without line ends.</summary>
public sealed record EximSession(string Client, IReadOnlyList<string> Lines);

/// <summary>
/// Has Exim take part in SMTP sessions as if clients had connected from afar (<c>exim -bh</c>): all of it is real but the connection, and no message is kept.
/// A process for each, so that nothing is remembered from one to the next. To be run as root, which gives Exim a resolv.conf of its own.
/// </summary>
public static class Exim
{
    private const string AtOnce = "2";
    private static readonly string[] Greetings = ["\n220 ", "\n5", "\n4"];
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>What Exim says in each session, in their order.</summary>
    /// <param name="configuration">Lines of its configuration, from <c>begin acl</c> on or before; what it needs besides is put around them.</param>
    /// <param name="resolver">Its name server, at port 53.</param>
    /// <param name="sessions">What is asked.</param>
    /// <exception cref="RealProcessException">It did not take the configuration, or broke off.</exception>
    public static async Task<IReadOnlyList<string>> TalkAsync(string configuration, IPAddress resolver, IReadOnlyList<EximSession> sessions)
    {
        var program = await EximProgram.GetAsync();
        using var folder = new ScratchFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "spool"));
        LayOut(folder, program, configuration, resolver, sessions);
        var (code, output) = await RealProcess.RunAsync("unshare", ["--mount", "/bin/sh", Path.Combine(folder.Path, "all.sh")], Limit);
        if (code != 0)
            throw new RealProcessException("Exim's sessions have failed: " + output + Trouble(folder.Path));
        return [.. sessions.Select((session, i) => Spoken(folder.Path, i))];
    }

    private static void LayOut(ScratchFolder folder, EximProgram program, string configuration, IPAddress resolver, IReadOnlyList<EximSession> sessions)
    {
        folder.Write("exim.conf", $"""
            spool_directory = {folder.Path}/spool
            log_file_path = {folder.Path}/spool/%slog
            exim_path = {program.Path}
            primary_hostname = mx.site.example
            host_lookup =
            rfc1413_query_timeout = 0s
            smtp_accept_max_per_connection = 10

            """ + configuration);
        folder.Write("passwd", File.ReadAllText("/etc/passwd") + $"{EximProgram.User}:x:65534:65534::/nonexistent:/bin/false\n");
        folder.Write("group", File.ReadAllText("/etc/group") + $"{EximProgram.User}:x:65534:\n");
        folder.Write("resolv.conf", $"nameserver {resolver}\noptions timeout:5 attempts:2\n");
        var list = new StringBuilder();
        for (var i = 0; i < sessions.Count; i++)
        {
            folder.Write(Name(i, "in"), string.Join("\r\n", sessions[i].Lines) + "\r\n");
            list.Append(CultureInfo.InvariantCulture, $"{i} {sessions[i].Client}\n");
        }

        folder.Write("sessions", list.ToString());
        folder.Write("one.sh", $"exec '{program.Path}' -C '{folder.Path}/exim.conf' -bh \"$2\" <\"$1.in\" >\"$1.out\" 2>\"$1.err\"\n");
        folder.Write("all.sh", $"""
            set -e
            cd '{folder.Path}'
            chmod 777 spool
            mount --bind passwd /etc/passwd
            mount --bind group /etc/group
            mount --bind resolv.conf /etc/resolv.conf
            export LD_LIBRARY_PATH='{program.Libraries}'
            '{program.Path}' -C exim.conf -bV >check 2>&1 || exit 1
            timeout 300 xargs -L 1 -P {AtOnce} sh one.sh <sessions || true

            """.Replace("-C exim.conf", $"-C '{folder.Path}/exim.conf'", StringComparison.Ordinal));
    }

    private static string Spoken(string folder, int session)
    {
        var path = Path.Combine(folder, Name(session, "out"));
        var spoken = File.Exists(path) ? File.ReadAllText(path) : "";
        if (!Greetings.Any(greeting => spoken.Contains(greeting, StringComparison.Ordinal)))
            throw new RealProcessException("Exim did not greet: " + spoken + File.ReadAllText(Path.Combine(folder, Name(session, "err"))));
        return spoken;
    }

    private static string Trouble(string folder) => File.Exists(Path.Combine(folder, "check")) ? File.ReadAllText(Path.Combine(folder, "check")) : "";

    private static string Name(int session, string kind) => string.Create(CultureInfo.InvariantCulture, $"{session}.{kind}");
}
