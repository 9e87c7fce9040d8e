using System;
using System.Collections.Generic;
using System.Globalization;
using System.Net;
using System.Threading.Tasks;

namespace IpBlock.Testing.Servers;

/// <summary>The kinds of data rbldnsd knows (rbldnsd(8), "Dataset types and formats").</summary>
public enum RbldnsdData
{
    Ip4Set,
    Ip4Trie,
    Ip6Trie,
    DnSet,
    Generic,
}

/// <summary>A zone and its data in rbldnsd's own words, such as <c>192.0.2.2 :127.0.0.4:seen spamming $</c>. Several may have one name.</summary>
public sealed record RbldnsdZone(string Name, RbldnsdData Data, string Text);

/// <summary>A real rbldnsd, the server behind most block lists, on a free loopback port. It speaks UDP only.</summary>
public sealed class Rbldnsd : RealServer
{
    private Rbldnsd(Started started)
        : base(started)
    {
    }

    /// <summary>Starts it on 127.0.0.1 and returns when it answers.</summary>
    public static Task<Rbldnsd> StartAsync(params RbldnsdZone[] zones) => Free.StartAsync(port => StartAsync(new IPEndPoint(IPAddress.Loopback, port), zones));

    /// <summary>Starts it where another one was before.</summary>
    public static async Task<Rbldnsd> StartAsync(IPEndPoint end, params RbldnsdZone[] zones) =>
        new(await StartInFolderAsync(end, folder => RealProcess.StartAsync("/bin/sh", Arguments(end, folder, zones), started => IsReadyAsync(started, end, zones[0].Name))));

    // rbldnsd 1.0 warns of a line it does not understand and serves the rest: a test would look for an entry that nobody has.
    private static async Task<bool> IsReadyAsync(RealProcess process, IPEndPoint end, string zone)
    {
        var output = process.Output;
        if (output.Contains("rbldnsd: file ", StringComparison.Ordinal))
            throw new RealProcessException("rbldnsd does not like its data:\n" + output);
        return output.Contains("started (", StringComparison.Ordinal) && await Probe.AnswersAsync(end, zone);
    }

    private static List<string> Arguments(IPEndPoint end, ScratchFolder folder, RbldnsdZone[] zones)
    {
        var listen = string.Create(CultureInfo.InvariantCulture, $"{end.Address}/{end.Port}");

        // One stream for both, so that a warning stands before "started" as it was written.
        List<string> arguments = ["-c", "exec /usr/sbin/rbldnsd \"$@\" 2>&1", "rbldnsd", "-n", "-4", "-b", listen, "-w", folder.Path];

        // It will not serve as root, and its own user, the default, is not made by every package.
        if (Environment.IsPrivilegedProcess)
            arguments.AddRange(["-u", "nobody"]);
        for (var i = 0; i < zones.Length; i++)
            arguments.Add(Specification(folder, zones[i], i));
        return arguments;
    }

    private static string Specification(ScratchFolder folder, RbldnsdZone zone, int index)
    {
        var kind = zone.Data.ToString().ToLowerInvariant();
        var file = string.Create(CultureInfo.InvariantCulture, $"{index}.{kind}");
        folder.Write(file, WithSoa(zone));
        return $"{zone.Name}:{kind}:{file}";
    }

    // Without a SOA its negative answers cannot be kept by any resolver.
    private static string WithSoa(RbldnsdZone zone) => zone.Text.Contains("$SOA", StringComparison.Ordinal)
        ? zone.Text + "\n"
        : $"$SOA 300 ns.{zone.Name} hostmaster.{zone.Name} 1 600 300 86400 60\n{zone.Text}\n";
}
