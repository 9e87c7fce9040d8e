using System;
using System.IO;
using System.Threading.Tasks;
using Microsoft.Playwright;
using Xunit;

[assembly: AssemblyFixture(typeof(IpBlock.Manager.Tests.Browser.Chromium))]

namespace IpBlock.Manager.Tests.Browser;

/// <summary>
/// The browser of all tests: Debian's Chromium without a window, which takes two thirds of what the one with windows takes. Started once; it asks nobody but
/// the page.
/// </summary>
public sealed class Chromium : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(30_000);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } path ? path : "/usr/bin/chromium-headless-shell",
            Args = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    /// <summary>A browser of its own, as far as cookies go.</summary>
    public async Task<IBrowserContext> NewContextAsync(string site, ColorScheme colors = ColorScheme.Light, int width = 1280, bool ignoreCertificate = false)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = site,
            ColorScheme = colors,
            ReducedMotion = ReducedMotion.Reduce, // axe and pictures must not meet a dialog that fades in
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            TimezoneId = "Asia/Kolkata", // not the server's
            IgnoreHTTPSErrors = ignoreCertificate,
        });
        context.SetDefaultTimeout(30_000);
        return context;
    }
}
