using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Net;
using System.Threading.Tasks;

namespace IpBlock.Testing.Servers;

/// <summary>
/// A real Sendmail, unpacked aside, with configuration and queue in a temporary folder, listening on one free loopback port. What it accepts for anybody is written to files, one
/// a message, with the envelope's recipients on top. It has to be started as root.
/// </summary>
public sealed class Sendmail : RealServer
{
    private const string HostName = "mx.site.example";

    private static readonly TimeSpan Download = TimeSpan.FromMinutes(5);

    private Sendmail(Started started)
        : base(started)
    {
    }

    /// <summary>Starts it and returns when it accepts connections. The user is user, the password secret.</summary>
    /// <param name="unpack">The script that unpacks it.</param>
    /// <param name="configuration">Its .mc file, in which {{sendmail}}, {{folder}}, {{port}} and {{milter}} are filled in.</param>
    /// <param name="mail">The folder for what is delivered.</param>
    /// <param name="milter">The port of the milter.</param>
    public static async Task<Sendmail> StartAsync(string unpack, string configuration, string mail, int milter)
    {
        var sendmail = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "ipblock-tests", "sendmail");
        await RunAsync("/bin/sh", [unpack, sendmail]);
        var end = new IPEndPoint(IPAddress.Loopback, Free.Port());
        return new Sendmail(await StartInFolderAsync(end, async folder =>
        {
            var text = configuration
                .Replace("{{sendmail}}", sendmail, StringComparison.Ordinal).Replace("{{folder}}", folder.Path, StringComparison.Ordinal)
                .Replace("{{port}}", end.Port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
                .Replace("{{milter}}", milter.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
            await LayOutAsync(folder, sendmail, text, mail);
            return await LaunchAsync(folder, sendmail, end);
        }));
    }

    private static async Task LayOutAsync(ScratchFolder folder, string sendmail, string configuration, string mail)
    {
        Directory.CreateDirectory(Path.Combine(folder.Path, "queue"));
        folder.Write("service.switch", "hosts files\naliases files\n");
        folder.Write("deliver.sh", Postfix.Deliver(mail));
        var macros = folder.Write("sendmail.mc", configuration);
        // What it delivers it hands to an unprivileged user.
        await RunAsync("chmod", ["777", mail]);
        await RunAsync("/bin/sh", ["-c", $"'{sendmail}/usr/bin/m4' -D_CF_DIR_='{sendmail}/usr/share/sendmail/cf/' '{macros}' >'{folder.Path}/sendmail.cf'"]);
    }

    // A host whose name has no dot keeps Sendmail 8.17 waiting for a minute at its start: it gets a name of its own.
    private static Task<RealProcess> LaunchAsync(ScratchFolder folder, string sendmail, IPEndPoint end) => RealProcess.StartAsync(
        "unshare",
        ["-u", "/bin/sh", "-c", $"hostname {HostName} && exec '{sendmail}/usr/libexec/sendmail/sendmail' -bD -C '{folder.Path}/sendmail.cf'"],
        _ => Probe.AcceptsAsync(end),
        folder.Path,
        new Dictionary<string, string>(StringComparer.Ordinal) { ["LD_LIBRARY_PATH"] = Path.Combine(sendmail, "libraries") });

    private static async Task RunAsync(string file, IReadOnlyList<string> arguments)
    {
        var (code, output) = await RealProcess.RunAsync(file, arguments, Download);
        if (code != 0)
            throw new RealProcessException($"'{file} {string.Join(' ', arguments)}' has failed: {output}");
    }
}
