using System;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Manager.Accounts;
using IpBlock.Manager.Hosting;
using IpBlock.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace IpBlock.Manager.Tests.Browser;

/// <summary>The page in the process of the tests: the same web server, without a program that starts and compiles all of it anew for each test.</summary>
internal sealed class PageInProcess : IServedPage
{
    private readonly ManagerHost _host;
    private readonly string _url;
    private int _signedIn;

    private PageInProcess(ManagerHost host, string url) => (_host, _url) = (host, url);

    public static async Task<PageInProcess> StartAsync(ManagerSite site, bool hidesMailboxes, Clock clock)
    {
        var options = new ManagerOptions
        {
            SettingsPath = site.SettingsPath,
            DataFolder = site.DataFolder,
            Url = new Uri(site.Url),
            HidesMailboxes = hidesMailboxes,
        };
        var host = ManagerHost.Build(options, clock);
        await host.StartAsync(CancellationToken.None);
        return new PageInProcess(host, site.Url);
    }

    public Task<string> InviteAsync(string name, Role role) => Task.FromResult(Installation.LinkOf(new Uri(_url), KeyFor(name, role)));

    public async Task<Cookie?> SignInAsync(string name, Role role)
    {
        // Each from an address of its own: an address has twenty tries a minute.
        var address = "127.0.1." + Interlocked.Increment(ref _signedIn).ToString(CultureInfo.InvariantCulture);
        var result = await Get<SignIn>().AcceptAsync(KeyFor(name, role), ManagerSite.Password, address, "a test");
        return new Cookie { Name = Get<Installation>().CookieName, Value = result.Key!, Url = _url, HttpOnly = true, SameSite = SameSiteAttribute.Strict };
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await _host.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
    }

    private string KeyFor(string name, Role role)
    {
        var account = Get<AccountStore>().Put(name, role);
        Get<AccountLog>().Write("root", "", "invited an account", $"{account.Name} as {account.Role}");
        return Get<InvitationStore>().Make(account, "root");
    }

    private T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();
}
