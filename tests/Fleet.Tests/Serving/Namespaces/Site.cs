using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Fleet.Connection;
using IpBlock.Service.Tests.Hosting;
using IpBlock.Testing.Certificates;
using IpBlock.Testing.Servers;

namespace IpBlock.Fleet.Tests.Serving.Namespaces;

/// <summary>A fleet of machines with a network namespace each, behind one bridge with the database, to which they connect with TLS. Needs root.</summary>
internal sealed class Site : IAsyncDisposable
{
    /// <summary>A client that is blocked by the settings of each round.</summary>
    public const string Client = "192.0.2.77";

    private const string Bridge = "ipbfleet";
    private const string Gateway = "203.0.113.1";
    private readonly List<SiteServer> _servers = [];

    private Site(PostgreSql database, TestFleet fleet) => (Database, Fleet) = (database, fleet);

    public PostgreSql Database { get; }

    public TestFleet Fleet { get; }

    public IReadOnlyList<SiteServer> Servers => _servers;

    /// <summary>Makes the networks, the database and the fleet, and has so many servers join and serve.</summary>
    public static async Task<Site> StartAsync(int servers, string? databaseFolder = null)
    {
        await ClearAsync();
        await MustAsync("ip", "link", "add", Bridge, "type", "bridge");
        await MustAsync("ip", "addr", "add", Gateway + "/24", "dev", Bridge);
        await MustAsync("ip", "link", "set", Bridge, "up");
        using var certificate = SelfSigned.For("localhost", isAuthority: true);
        using var key = certificate.GetECDsaPrivateKey()!;
        var database = await PostgreSql.StartAsync((certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem()), databaseFolder, IPAddress.Parse(Gateway));
        var site = new Site(database, await TestFleet.StartAsync(database));
        for (var i = 0; i < servers; i++)
        {
            var server = new SiteServer(site, i);
            site._servers.Add(server);
            await site.NetworkAsync(server);
            await server.StartAsync();
        }

        return site;
    }

    /// <summary>A ticket with the database's address on the bridge.</summary>
    public async Task<string> InviteAsync()
    {
        var ticket = FleetTicket.Parse(await Fleet.InviteAsync());
        return (ticket with { Database = ticket.Database.Replace("127.0.0.1", Gateway, StringComparison.Ordinal) + ";SSL Mode=Require" }).Write();
    }

    /// <summary>Pushes settings whose reply names the round.</summary>
    public Task PushAsync(int round)
    {
        Fleet.Administrator.Text = $$"""{ "blockList": [ "{{Client}}", "{{Gateway}}" ], "blockListResponse": "round {{round}}." }""";
        return Fleet.Administrator.Settings.PushAsync(new PushRequest(), TestFleet.Stop);
    }

    public async Task<DateTimeOffset> StoredAtAsync() =>
        new((DateTime)(await Fleet.AsSuperuserAsync("select stored_at from ipblock.settings_version order by number desc limit 1"))!);

    /// <summary>Asks a server all the time, as its mail server does: how many answers there were, how many were none, and the longest wait.</summary>
    public static async Task<(int Answers, int Failures, TimeSpan Longest)> MailAsync(SiteServer server, CancellationToken stop)
    {
        var (answers, failures, longest) = (0, 0, TimeSpan.Zero);
        using var postfix = await server.PostfixAsync();
        while (!stop.IsCancellationRequested)
        {
            var began = System.Diagnostics.Stopwatch.GetTimestamp();
            if (await postfix.AskAsync(PolicyClient.Request("198.51.100.1")) is null)
                failures++;
            else
                answers++;
            var took = System.Diagnostics.Stopwatch.GetElapsedTime(began);
            longest = took > longest ? took : longest;
            await Task.Delay(10, CancellationToken.None);
        }

        return (answers, failures, longest);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
            await server.DisposeAsync();
        await Fleet.DisposeAsync();
        await Database.DisposeAsync();
        await ClearAsync();
    }

    internal static async Task MustAsync(string program, params string[] words)
    {
        var (code, output) = await RealProcess.RunAsync(program, words);
        if (code != 0)
            throw new RealProcessException($"{program} {string.Join(' ', words)} has failed:\n{output}");
    }

    private async Task NetworkAsync(SiteServer server)
    {
        await MustAsync("ip", "netns", "add", server.Namespace);
        await MustAsync("ip", "link", "add", server.Namespace, "type", "veth", "peer", "name", "eth0", "netns", server.Namespace);
        await MustAsync("ip", "link", "set", server.Namespace, "master", Bridge, "up");
        await MustAsync("ip", "-n", server.Namespace, "addr", "add", server.Address + "/24", "dev", "eth0");
        await MustAsync("ip", "-n", server.Namespace, "link", "set", "eth0", "up");
        await MustAsync("ip", "-n", server.Namespace, "link", "set", "lo", "up");
    }

    // Also what a run that was broken off has left.
    private static async Task ClearAsync()
    {
        var (_, names) = await RealProcess.RunAsync("ip", ["netns", "list"]);
        foreach (var name in names.Split('\n').Select(static line => line.Split(' ')[0].Trim()).Where(static name => name.StartsWith("ipbf", StringComparison.Ordinal)))
            await RealProcess.RunAsync("ip", ["netns", "delete", name]);
        await RealProcess.RunAsync("ip", ["link", "delete", Bridge]);
    }
}
