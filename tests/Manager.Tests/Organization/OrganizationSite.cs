using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Manager.Accounts;
using IpBlock.Manager.Hosting;
using IpBlock.Manager.Organization;
using IpBlock.Testing.Servers;
using IpBlock.Time;
using Microsoft.Extensions.DependencyInjection;

namespace IpBlock.Manager.Tests.Organization;

/// <summary>The page in this process, with a provider of its own and a local account <c>alice</c>.</summary>
public sealed class OrganizationSite : IAsyncDisposable
{
    public const string Password = "four words of nothing";

    private readonly ScratchFolder _folder = new();
    private ManagerHost? _host;

    public TestProvider Provider { get; } = new();

    public string Url { get; } = $"http://localhost:{Free.Port()}";

    /// <summary>The sessions that live.</summary>
    public IReadOnlyList<SignedIn> Sessions => Get<SessionStore>().All();

    /// <summary>The newest line of the log of accounts.</summary>
    public AccountEvent LastLogged => Get<AccountLog>().Newest(1).Single();

    public static async Task<OrganizationSite> StartAsync(bool isOn = true, bool isBehindProxy = false)
    {
        var site = new OrganizationSite();
        await site.Provider.StartAsync();
        var organization = new OrganizationOptions
        {
            Authority = new Uri(site.Provider.Url),
            ClientId = TestProvider.ClientId,
            ClientSecret = TestProvider.Secret,
            Values = new Dictionary<Role, string> { [Role.Viewer] = "mail-see", [Role.Operator] = "mail-run", [Role.Administrator] = "mail-all" },
            TrustedCertificate = site.Provider.TrustedPath,
        };
        var options = new ManagerOptions
        {
            SettingsPath = site._folder.Write("ipblock.json", "{}"),
            DataFolder = site._folder.Path,
            Url = new Uri(site.Url),
            Organization = isOn ? organization : null,
            Proxies = isBehindProxy ? [IPAddress.Loopback] : [],
            Hosts = isBehindProxy ? ["mail.example.com"] : [],
            BasePath = isBehindProxy ? "/ipblock" : "",
        };
        site._host = ManagerHost.Build(options, Clock.System);
        await site._host.StartAsync(CancellationToken.None);
        return site;
    }

    /// <summary>The server.</summary>
    internal ManagerHost Host => _host!;

    public T Get<T>()
        where T : notnull => _host!.Services.GetRequiredService<T>();

    /// <summary>Whether the local account can sign in, with its password; the session ends at once.</summary>
    public async Task<bool> SignsInLocallyAsync(string name)
    {
        var (accounts, invitations, signIn) = (Get<AccountStore>(), Get<InvitationStore>(), Get<SignIn>());
        await signIn.AcceptAsync(invitations.Make(accounts.Put(name, Role.Viewer), "root"), Password, "192.0.2.1", "a test");
        Get<SessionStore>().EndOf(accounts.Find(name)!.Id);
        var result = await signIn.TryAsync(name, Password, "192.0.2.2", "a test");
        var session = Get<SessionStore>().Find(result.Key);
        Get<SessionStore>().EndOf(accounts.Find(name)!.Id);
        return session is { Account: { IsOfOrganization: false, Role: Role.Viewer } };
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.StopAsync();
            await _host.DisposeAsync();
        }

        await Provider.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }
}
