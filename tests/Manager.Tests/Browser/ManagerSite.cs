using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Manager.Accounts;
using IpBlock.Testing.Servers;
using IpBlock.Time;
using Microsoft.Playwright;
using Xunit;

namespace IpBlock.Manager.Tests.Browser;

/// <summary>
/// The page with settings, accounts and data of its own, on a free port. A test opens pages in it, and fails when one of them wrote an error to the
/// browser's console, broke the content security policy, or asked another host.
/// </summary>
public sealed class ManagerSite : IAsyncDisposable
{
    public const string Password = "four words of nothing";

    private static readonly string Service = Path.Combine(AppContext.BaseDirectory, "ipblock.dll");
    private readonly Chromium _browser;
    private readonly ScratchFolder _folder;
    private readonly List<IBrowserContext> _contexts = [];
    private IServedPage? _page;
    private RealProcess? _service;

    private ManagerSite(Chromium browser, ScratchFolder folder, string url)
    {
        _browser = browser;
        _folder = folder;
        Url = url;
    }

    /// <summary>Where it is, without a slash at the end.</summary>
    public string Url { get; }

    public string SettingsPath => Path.Combine(_folder.Path, "ipblock.json");

    public string DataFolder => Path.Combine(_folder.Path, "data");

    /// <summary>What all pages of this site have done that no page may do.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>The process of the program.</summary>
    public int ProcessId => Program.Id;

    /// <summary>What the program has printed.</summary>
    public string Output => Program.Output;

    /// <summary>The folder with the settings and the data.</summary>
    public string Folder => _folder.Path;

    /// <summary>The settings file as it is now.</summary>
    public string SettingsText => File.ReadAllText(SettingsPath);

    private RealProcess Program => ((PageProgram)_page!).Process;

    /// <summary>Starts the page in this process.</summary>
    /// <param name="browser">The browser of the tests.</param>
    /// <param name="settings">The text of the settings file.</param>
    /// <param name="hidesMailboxes">As with <c>--hide-mailboxes</c>.</param>
    /// <param name="clock">Its clock; the system's if not said.</param>
    public static Task<ManagerSite> StartAsync(Chromium browser, string settings = "{}", bool hidesMailboxes = false, Clock? clock = null) =>
        StartAsync(browser, settings, "http", async site => await PageInProcess.StartAsync(site, hidesMailboxes, clock ?? Clock.System));

    /// <summary>Starts the real program, for tests of the program itself and of the whole.</summary>
    /// <param name="browser">The browser of the tests.</param>
    /// <param name="settings">The text of the settings file.</param>
    /// <param name="options">More options of <c>serve</c>.</param>
    public static Task<ManagerSite> StartProgramAsync(Chromium browser, string settings = "{}", params string[] options) =>
        StartAsync(browser, settings, options.Contains("--make-certificate") ? "https" : "http", async site => await PageProgram.StartAsync(site, options));

    /// <summary>Starts the program again, as after an update.</summary>
    public async Task RestartAsync(params string[] options)
    {
        await _page!.DisposeAsync();
        _page = await PageProgram.StartAsync(this, options);
    }

    /// <summary>Starts the real service on the same settings, which must say where it listens.</summary>
    public async Task StartServiceAsync() => _service = await RealProcess.StartAsync(
        "dotnet", [Service, "serve", "--settings", SettingsPath],
        static process => Task.FromResult(process.Output.Contains("listens on", StringComparison.Ordinal)));

    /// <summary>A link of one use, with which somebody sets a password.</summary>
    public Task<string> InviteAsync(string name, Role role) => _page!.InviteAsync(name, role);

    /// <summary>A page in a browser of its own, with nobody signed in.</summary>
    public async Task<IPage> OpenAsync(string path = "/", ColorScheme colors = ColorScheme.Light, int width = 1280)
    {
        var page = await NewPageAsync(colors, width);
        await page.GotoAsync(path);
        return page;
    }

    /// <summary>A page in a browser of its own, signed in with an account of this role that is made for it.</summary>
    public async Task<IPage> SignInAsync(Role role, string path = "/", ColorScheme colors = ColorScheme.Light, int width = 1280, string? name = null)
    {
        if (await _page!.SignInAsync(name ?? role.ToString(), role) is not { } session)
            return await SignInByFormAsync(role, path, colors, width, name);
        var page = await NewPageAsync(colors, width);
        await page.Context.AddCookiesAsync([session]);
        await ShowAsync(page, path);
        return page;
    }

    /// <summary>The same as somebody does it who was invited: by the link, with a password.</summary>
    public async Task<IPage> SignInByFormAsync(Role role, string path = "/", ColorScheme colors = ColorScheme.Light, int width = 1280, string? name = null)
    {
        var page = await OpenAsync(new Uri(await InviteAsync(name ?? role.ToString(), role)).PathAndQuery, colors, width);
        await page.FillAsync("#password", Password);
        await page.FillAsync("#again", Password);
        await page.ClickAsync("button[type=submit]");
        await page.ArrivesAtAsync(Url + "/");
        await page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Level = 1 }).WaitForAsync();
        if (path != "/")
            await ShowAsync(page, path);
        return page;
    }

    /// <summary>Fails when a page has done what none may do.</summary>
    public void AssertNoFaults() => Assert.True(Faults.Count == 0, string.Join("\n", Faults));

    /// <summary>The same where sessions end while their pages are open: those ask in vain, which the browser's console says.</summary>
    public void AssertNoFaultsButOfEndedSessions() =>
        Assert.DoesNotContain(Faults, static fault => !fault.Contains("401", StringComparison.Ordinal));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var context in _contexts)
            await context.DisposeAsync();
        if (_page is not null)
            await _page.DisposeAsync();
        if (_service is not null)
            await _service.DisposeAsync();
        _folder.Dispose();
    }

    private static async Task<ManagerSite> StartAsync(Chromium browser, string settings, string scheme, Func<ManagerSite, Task<IServedPage>> start)
    {
        var site = new ManagerSite(browser, new ScratchFolder(), $"{scheme}://localhost:{Free.Port()}");
        try
        {
            await File.WriteAllTextAsync(site.SettingsPath, settings);
            site._page = await start(site);
            return site;
        }
        catch
        {
            await site.DisposeAsync();
            throw;
        }
    }

    private async Task<IPage> NewPageAsync(ColorScheme colors, int width)
    {
        var context = await _browser.NewContextAsync(Url, colors, width, ignoreCertificate: Url.StartsWith("https:", StringComparison.Ordinal));
        _contexts.Add(context);
        var page = await context.NewPageAsync();
        Watch(page);
        return page;
    }

    private static async Task ShowAsync(IPage page, string path)
    {
        await page.GotoAsync(path);
        await page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Level = 1 }).WaitForAsync();
    }

    private void Watch(IPage page)
    {
        page.Console += (_, message) =>
        {
            if (message.Type is "error")
                Fault($"{message.Type}: {message.Text} ({message.Location})");
        };
        page.PageError += (_, error) => Fault("script: " + error);
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(Url, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal)
                && !request.Url.StartsWith(Url.Replace("http", "ws", StringComparison.Ordinal), StringComparison.Ordinal))
                Fault("asked another host: " + request.Url);
        };
    }

    private void Fault(string fault)
    {
        lock (Faults)
            Faults.Add(fault);
    }
}
