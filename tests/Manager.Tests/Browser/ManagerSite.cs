using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using IpBlock.Manager.Accounts;
using IpBlock.Testing.Servers;
using Microsoft.Playwright;
using Xunit;

namespace IpBlock.Manager.Tests.Browser;

/// <summary>
/// The real program with settings, accounts and data of its own, on a free port. A test opens pages in it, and fails when one of them wrote an error
/// to the browser's console, broke
/// the content security policy, or asked another host.
/// </summary>
public sealed class ManagerSite : IAsyncDisposable
{
    public const string Password = "four words of nothing";

    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "ipblock-manager.dll");
    private static readonly string Service = Path.Combine(AppContext.BaseDirectory, "ipblock.dll");
    private readonly Chromium _browser;
    private readonly ScratchFolder _folder;
    private readonly List<IBrowserContext> _contexts = [];
    private RealProcess? _process;
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

    /// <summary>The process of the page.</summary>
    public int ProcessId => _process!.Id;

    /// <summary>What the program has printed.</summary>
    public string Output => _process!.Output;

    /// <summary>The folder with the settings and the data.</summary>
    public string Folder => _folder.Path;

    /// <summary>The settings file as it is now.</summary>
    public string SettingsText => File.ReadAllText(SettingsPath);

    /// <summary>Starts the program.</summary>
    /// <param name="browser">The browser of the tests.</param>
    /// <param name="settings">The text of the settings file.</param>
    /// <param name="options">More options of <c>serve</c>.</param>
    public static async Task<ManagerSite> StartAsync(Chromium browser, string settings = "{}", params string[] options)
    {
        var scheme = options.Contains("--make-certificate") ? "https" : "http";
        var site = new ManagerSite(browser, new ScratchFolder(), $"{scheme}://localhost:{Free.Port()}");
        try
        {
            await File.WriteAllTextAsync(site.SettingsPath, settings);
            await site.StartProgramAsync(options);
            return site;
        }
        catch
        {
            await site.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the program again, as after an update.</summary>
    public async Task RestartAsync(params string[] options)
    {
        await _process!.DisposeAsync();
        await StartProgramAsync(options);
    }

    /// <summary>Starts the real service on the same settings, which must say where it listens.</summary>
    public async Task StartServiceAsync() => _service = await RealProcess.StartAsync(
        "dotnet", [Service, "serve", "--settings", SettingsPath],
        static process => Task.FromResult(process.Output.Contains("listens on", StringComparison.Ordinal)));

    /// <summary>Prints a link of one use, as an administrator does on the server.</summary>
    public async Task<string> InviteAsync(string name, Role role)
    {
        var (code, output) = await RealProcess.RunAsync(
            "dotnet", [Program, "invite", name, "--role", role.ToString().ToLowerInvariant(), "--data", DataFolder]);
        Assert.True(code == 0, output);
        return Regex.Match(output, @"https?://\S+", RegexOptions.None, TimeSpan.FromSeconds(1)).Value;
    }

    /// <summary>A page in a browser of its own, with nobody signed in.</summary>
    public async Task<IPage> OpenAsync(string path = "/", ColorScheme colors = ColorScheme.Light, int width = 1280)
    {
        var context = await _browser.NewContextAsync(Url, colors, width, ignoreCertificate: Url.StartsWith("https:", StringComparison.Ordinal));
        _contexts.Add(context);
        var page = await context.NewPageAsync();
        Watch(page);
        await page.GotoAsync(path);
        return page;
    }

    /// <summary>A page in a browser of its own, signed in with an account of this role that is made for it.</summary>
    public async Task<IPage> SignInAsync(Role role, string path = "/", ColorScheme colors = ColorScheme.Light, int width = 1280, string? name = null)
    {
        var page = await OpenAsync(new Uri(await InviteAsync(name ?? role.ToString(), role)).PathAndQuery, colors, width);
        await page.FillAsync("#password", Password);
        await page.FillAsync("#again", Password);
        await page.ClickAsync("button[type=submit]");
        await page.WaitForURLAsync(Url + "/");
        await page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Level = 1 }).WaitForAsync();
        if (path != "/")
        {
            await page.GotoAsync(path);
            await page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Level = 1 }).WaitForAsync();
        }

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
        if (_process is not null)
            await _process.DisposeAsync();
        if (_service is not null)
            await _service.DisposeAsync();
        _folder.Dispose();
    }

    private async Task StartProgramAsync(string[] options) => _process = await RealProcess.StartAsync(
        "dotnet", [Program, "serve", "--settings", SettingsPath, "--data", DataFolder, "--url", Url, .. options],
        static process => Task.FromResult(process.Output.Contains("The page is at ", StringComparison.Ordinal)));

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
