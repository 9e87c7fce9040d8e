using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Manager.Accounts;
using IpBlock.Manager.Hosting;
using IpBlock.Manager.Security;
using IpBlock.Manager.Tests.Browser;
using IpBlock.Testing;
using IpBlock.Testing.Servers;
using IpBlock.Time;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;

namespace IpBlock.Manager.Tests.Security;

/// <summary>The page in this process, with a browser of each role whose circuit is open: tests reach what the circuit has.</summary>
public sealed class CircuitSite(Chromium browser) : IAsyncLifetime
{
    private static readonly Role[] Roles = [Role.Viewer, Role.Operator, Role.Administrator];
    private readonly ScratchFolder _folder = new();
    private readonly Dictionary<Role, (IBrowserContext Context, IPage Page, string Key)> _pages = [];
    private readonly ConcurrentDictionary<string, CommandRunner> _runners = new(StringComparer.Ordinal);
    private ManagerHost? _host;

    /// <summary>The roles that sign in.</summary>
    public static IReadOnlyList<Role> All => Roles;

    public string Url { get; } = $"http://localhost:{Free.Port()}";

    /// <summary>The server.</summary>
    internal ManagerHost Host => _host!;

    public async ValueTask InitializeAsync()
    {
        var options = new ManagerOptions { SettingsPath = _folder.Write("ipblock.json", "{}"), DataFolder = _folder.Path, Url = new Uri(Url) };
        _host = ManagerHost.Build(options, Clock.System, services =>
            services.AddSingleton(_runners).AddScoped<CircuitHandler, Announcer>());
        await _host.StartAsync(CancellationToken.None);
        foreach (var role in Roles)
            _pages[role] = await OpenAsync(role, role.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (context, _, _) in _pages.Values)
            await context.DisposeAsync();
        if (_host is not null)
        {
            await _host.StopAsync();
            await _host.DisposeAsync();
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    /// <summary>The page of a role.</summary>
    public IPage PageOf(Role role) => _pages[role].Page;

    /// <summary>The session's key of a role; null for nobody.</summary>
    public string? KeyOf(Role role) => _pages.TryGetValue(role, out var one) ? one.Key : null;

    /// <summary>What carries commands out in the circuit of an account.</summary>
    public async Task<CommandRunner> RunnerAsync(string account)
    {
        await Waiting.UntilAsync(() => _runners.ContainsKey(account), () => $"{account} has no circuit.");
        return _runners[account];
    }

    /// <summary>Opens one more page.</summary>
    public async Task<(IBrowserContext Context, IPage Page, string Key)> OpenAsync(Role role, string name)
    {
        var services = Host.Services;
        var account = services.GetRequiredService<AccountStore>().Put(name, role);
        var link = services.GetRequiredService<InvitationStore>().Make(account, "test");
        var key = (await services.GetRequiredService<SignIn>().AcceptAsync(link, ManagerSite.Password, "192.0.2." + (int)role, "a test")).Key!;
        var context = await browser.NewContextAsync(Url);
        var cookie = services.GetRequiredService<Installation>().CookieName;
        await context.AddCookiesAsync([new Cookie { Name = cookie, Value = key, Url = Url, HttpOnly = true, SameSite = SameSiteAttribute.Strict }]);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Level = 1 }).WaitForAsync();
        return (context, page, key);
    }

    private sealed class Announcer(ConcurrentDictionary<string, CommandRunner> runners, Viewer viewer, CommandRunner runner) : CircuitHandler
    {
        public override async Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
        {
            if (await viewer.NowAsync() is { } session)
                runners[session.Account.Name] = runner;
        }
    }
}
