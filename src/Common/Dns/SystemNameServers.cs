using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace IpBlock.Dns;

/// <summary>The name servers this machine is set up to use: /etc/resolv.conf, or the adapters' own on Windows.</summary>
public static class SystemNameServers
{
    private const int Port = 53;
    private const string ResolvConf = "/etc/resolv.conf";

    /// <summary>The servers in the system's order, without doubles; 127.0.0.1 when none is named, as resolv.conf(5) has it.</summary>
    /// <exception cref="IOException">The file is there and cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file is there and may not be read.</exception>
    public static IReadOnlyList<IPEndPoint> Find(string resolvConf = ResolvConf)
    {
        var named = FindNamed(resolvConf);
        return named.Count > 0 ? named : Nobody;
    }

    /// <summary>What stands for no server at all.</summary>
    internal static IReadOnlyList<IPEndPoint> Nobody { get; } = [new IPEndPoint(IPAddress.Loopback, Port)];

    /// <summary>The servers that are named; none when none is.</summary>
    internal static IReadOnlyList<IPEndPoint> FindNamed(string resolvConf = ResolvConf)
    {
        var servers = new List<IPEndPoint>();
        if (File.Exists(resolvConf))
        {
            foreach (var line in File.ReadAllLines(resolvConf))
                AddFromLine(line, servers);
        }
        else
        {
            AddFromAdapters(servers);
        }

        return servers;
    }

    private static void AddFromLine(string line, List<IPEndPoint> servers)
    {
        var words = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length >= 2 && string.Equals(words[0], "nameserver", StringComparison.Ordinal) && IPAddress.TryParse(words[1], out var address))
            Add(address, servers);
    }

    private static void AddFromAdapters(List<IPEndPoint> servers)
    {
        foreach (var adapter in NetworkInterface.GetAllNetworkInterfaces())
        {
            if (adapter.OperationalStatus != OperationalStatus.Up || adapter.NetworkInterfaceType == NetworkInterfaceType.Loopback)
                continue;
            foreach (var address in adapter.GetIPProperties().DnsAddresses)
                Add(address, servers);
        }
    }

    private static void Add(IPAddress address, List<IPEndPoint> servers)
    {
        // fec0:0:0:ffff::1-3: what Windows shows on an adapter that has no name server of its own. Nothing answers there.
        if (address.AddressFamily == AddressFamily.InterNetworkV6 && address.IsIPv6SiteLocal)
            return;
        var server = new IPEndPoint(address, Port);
        if (!servers.Contains(server))
            servers.Add(server);
    }
}
