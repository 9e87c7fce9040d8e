using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Net;
using System.Threading.Tasks;

namespace IpBlock.Testing.Servers;

/// <summary>
/// A real Postfix with configuration, queue and data in a temporary folder, listening on one free loopback port behind the PROXY protocol. What it accepts for anybody is written
/// to files, one a message, with the envelope's recipients on top. Its master has to be started as root.
/// </summary>
public sealed class Postfix : IAsyncDisposable
{
    private const string Master = "/usr/lib/postfix/sbin/master";

    private static readonly string[] Unprivileged = ["incoming", "active", "bounce", "corrupt", "defer", "deferred", "flush", "hold", "private", "saved", "trace", "public", "maildrop"];

    private readonly ScratchFolder _folder;
    private readonly FakeDovecot _users;
    private readonly RealProcess _process;

    private Postfix(ScratchFolder folder, FakeDovecot users, RealProcess process, IPEndPoint proxied)
    {
        _folder = folder;
        _users = users;
        _process = process;
        Proxied = proxied;
    }

    /// <summary>Where the PROXY protocol is spoken, version 1 or 2.</summary>
    public IPEndPoint Proxied { get; }

    /// <summary>The folder of its configuration.</summary>
    public string Folder => _folder.Path;

    /// <summary>The process id of its master, whose children all others are.</summary>
    public int Id => _process.Id;

    /// <summary>What Postfix has logged.</summary>
    public string Log => File.Exists(Path.Combine(_folder.Path, "mail.log")) ? File.ReadAllText(Path.Combine(_folder.Path, "mail.log")) : "";

    /// <summary>Starts it and returns when it accepts connections. The user is user, the password secret.</summary>
    /// <param name="mail">The folder for what is delivered.</param>
    /// <param name="settings">Lines for main.cf.</param>
    public static Task<Postfix> StartAsync(string mail, params string[] settings) => StartAsync(mail, null, settings);

    /// <summary>The same with a resolver of its own, which has to listen at port 53; null for the machine's. With postscreen, that comes first and speaks the PROXY protocol. It is ended when the limit is over (15 minutes if not said).</summary>
    public static async Task<Postfix> StartAsync(string mail, IPAddress? resolver, string[] settings, bool withPostscreen = false, TimeSpan? limit = null)
    {
        var folder = new ScratchFolder();
        var users = FakeDovecot.Start(Path.Combine(folder.Path, "auth"));
        try
        {
            var end = new IPEndPoint(IPAddress.Loopback, Free.Port());
            await LayOutAsync(folder, mail, end, settings, withPostscreen);
            var command = Command(folder, resolver);
            var process = await RealProcess.StartAsync(command[0], command[1..], _ => Probe.AcceptsAsync(end), folder.Path, limit: limit);
            return new Postfix(folder, users, process, end);
        }
        catch
        {
            await users.DisposeAsync();
            folder.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        await _users.DisposeAsync();
        _folder.Dispose();
    }

    // Postfix asks the name servers of /etc/resolv.conf and no others: it gets one of its own, which nobody else sees.
    private static string[] Command(ScratchFolder folder, IPAddress? resolver)
    {
        if (resolver is null)
            return [Master, "-c", folder.Path, "-d"];
        var file = folder.Write("resolv.conf", $"nameserver {resolver}\noptions attempts:2 timeout:5\n");
        return ["unshare", "--mount", "sh", "-c", $"mount --bind '{file}' /etc/resolv.conf && exec {Master} -c '{folder.Path}' -d"];
    }

    private static async Task LayOutAsync(ScratchFolder folder, string mail, IPEndPoint end, string[] settings, bool withPostscreen)
    {
        foreach (var name in Unprivileged)
            Directory.CreateDirectory(Path.Combine(folder.Path, "queue", name));
        Directory.CreateDirectory(Path.Combine(folder.Path, "queue", "pid"));
        Directory.CreateDirectory(Path.Combine(folder.Path, "data"));
        folder.Write("main.cf", MainConfiguration(folder.Path) + string.Join('\n', settings) + "\n");
        folder.Write("deliver.sh", Deliver(mail));
        folder.Write("master.cf", (withPostscreen ? WithPostscreen(end) : WithoutPostscreen(end)) + Services(folder.Path));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(mail, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute);
        var owned = new List<string> { "postfix", Path.Combine(folder.Path, "data") };
        foreach (var name in Unprivileged)
            owned.Add(Path.Combine(folder.Path, "queue", name));
        var (code, output) = await RealProcess.RunAsync("chown", owned);
        if (code != 0)
            throw new RealProcessException("Postfix's folders cannot be given to it: " + output);
    }

    private static string MainConfiguration(string folder) => $"""
        compatibility_level = 3.6
        queue_directory = {folder}/queue
        data_directory = {folder}/data
        command_directory = /usr/sbin
        daemon_directory = /usr/lib/postfix/sbin
        maillog_file = {folder}/mail.log
        maillog_file_prefixes = /tmp, /var
        inet_interfaces = 127.0.0.1
        inet_protocols = all
        myhostname = mx.site.example
        mydestination =
        mynetworks = 127.0.0.0/8
        relay_domains = site.example
        relay_transport = keep
        default_transport = keep
        local_transport = keep
        local_recipient_maps =
        alias_maps =
        alias_database =
        smtpd_upstream_proxy_protocol = haproxy
        smtpd_sasl_auth_enable = yes
        smtpd_sasl_type = dovecot
        smtpd_sasl_path = {folder}/auth
        smtpd_relay_restrictions = permit_sasl_authenticated, reject_unauth_destination
        smtpd_error_sleep_time = 0
        smtpd_client_connection_rate_limit = 0
        smtpd_client_connection_count_limit = 0
        smtpd_peername_lookup = no

        """;

    private static string WithoutPostscreen(IPEndPoint end) => string.Create(CultureInfo.InvariantCulture, $"{end.Address}:{end.Port} inet n - n - 300 smtpd\n");

    private static string WithPostscreen(IPEndPoint end) => string.Create(CultureInfo.InvariantCulture, $"""
        {end.Address}:{end.Port} inet n - n - 1 postscreen -o postscreen_upstream_proxy_protocol=haproxy
        smtpd pass - - n - 300 smtpd -o smtpd_upstream_proxy_protocol=
        dnsblog unix - - n - 0 dnsblog
        tlsproxy unix - - n - 0 tlsproxy

        """);

    private static string Services(string folder) => string.Create(CultureInfo.InvariantCulture, $"""
        cleanup unix n - n - 0 cleanup
        qmgr unix n - n 300 1 qmgr
        rewrite unix - - n - - trivial-rewrite
        bounce unix - - n - 0 bounce
        defer unix - - n - 0 bounce
        trace unix - - n - 0 bounce
        error unix - - n - - error
        retry unix - - n - - error
        proxymap unix - - n - - proxymap
        anvil unix - - n - 1 anvil
        tlsmgr unix - - n 1000? 1 tlsmgr
        postlog unix-dgram n - n - 1 postlogd
        keep unix - n n - 1 pipe
          user=nobody argv=/bin/sh {folder}/deliver.sh $recipient

        """).Replace("$recipient", "${recipient}", StringComparison.Ordinal);

    // One at a time (keep has one process), so that counting the files gives the next number; and moved, so that nobody sees half a message.
    internal static string Deliver(string mail) => $"""
        new=$(mktemp '{mail}/new.XXXXXX') || exit 75
        for recipient; do printf 'X-Envelope-To: %s\n' "$recipient"; done >"$new"
        cat >>"$new" && chmod 644 "$new" && mv "$new" '{mail}'/$(($(ls '{mail}' | grep -c eml) + 1)).eml || exit 75

        """;
}
