using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Manager.Accounts;
using IpBlock.Manager.Tests.Browser;
using Microsoft.Playwright;
using Xunit;

namespace IpBlock.Manager.Tests.Pages.Settings;

public sealed class SettingsFileTests(Chromium browser)
{
    private const string Keyed = """
        {
          "blockProviders": [ { "name": "Zen", "lookupDomain": "geheim1.zen.dq.spamhaus.net", "anyMatch": true } ],
          "notify": { "email": { "password": "geheim2" }, "webhook": { "url": "https://hooks.example/T0/geheim3", "secret": "geheim4" } },
          "log": { "maxAge": "60d" } // geheim1
        }
        """;

    [Fact]
    public async Task The_file_comes_without_its_keys_and_goes_back_changed_with_them()
    {
        await using var site = await ManagerSite.StartAsync(browser, Keyed);
        var page = await site.SignInAsync(Role.Administrator, "/settings/file");
        var text = await DownloadAsync(page);
        Assert.DoesNotContain("geheim", text, StringComparison.Ordinal);
        Assert.Contains("\"maxAge\": \"60d\"", text, StringComparison.Ordinal);
        await UploadAsync(site, page, text.Replace("\"60d\"", "\"90d\"", StringComparison.Ordinal).Replace("\"Zen\"", "\"<b>Zen</b>\"", StringComparison.Ordinal));
        await Assertions.Expect(page.GetByTestId("upload-status")).ToContainTextAsync("new.json is valid. Nothing has been changed yet.");
        await Assertions.Expect(page.Locator("tbody th")).ToHaveTextAsync(["log.maxAge", "blockProviders[<b>Zen</b>]", "blockProviders[Zen]"]);
        await Assertions.Expect(page.Locator("tbody tr").First).ToContainTextAsync("90d");
        await Assertions.Expect(page.Locator("tbody")).ToContainTextAsync("<b>Zen</b>");
        Assert.DoesNotContain("geheim", await page.ContentAsync(), StringComparison.Ordinal);
        Assert.Equal(Keyed, site.SettingsText);
        await page.AssertNoViolationsAsync();
        await page.KeepAsync("settings-upload");
        await page.Button("Apply").ClickAsync();
        await page.SaysAsync("new.json was applied.");
        Assert.All(Enumerable.Range(1, 4), number => Assert.Contains("geheim" + number, site.SettingsText, StringComparison.Ordinal));
        Assert.Contains("90d", site.SettingsText, StringComparison.Ordinal);
        site.AssertNoFaults();
    }

    [Fact]
    public async Task A_file_with_errors_is_refused_with_their_lines_and_one_that_is_too_large_or_no_text_at_all()
    {
        await using var site = await ManagerSite.StartAsync(browser, Keyed);
        var page = await site.SignInAsync(Role.Administrator, "/settings/file");
        var text = await DownloadAsync(page);
        await UploadAsync(site, page, text.Replace("\"60d\"", "\"5h\"", StringComparison.Ordinal));
        await Assertions.Expect(page.Locator(".refused li")).ToContainTextAsync("new.json:4:");
        await Assertions.Expect(page.Locator(".refused li")).ToContainTextAsync("log.maxAge: 5h is too small");
        await page.AssertNoViolationsAsync();
        await UploadAsync(site, page, "{ \"log\": ");
        await Assertions.Expect(page.Locator(".refused li")).ToContainTextAsync("new.json:1:");
        await UploadAsync(site, page, "{} //" + new string(' ', 1 << 20));
        await Assertions.Expect(page.GetByTestId("upload-status")).ToContainTextAsync("new.json is larger than 1 MB.");
        await UploadAsync(site, page, "\u00e9", System.Text.Encoding.Latin1);
        await Assertions.Expect(page.GetByTestId("upload-status")).ToContainTextAsync("new.json is not UTF-8.");
        await Assertions.Expect(page.Button("Apply")).ToHaveCountAsync(0);

        // A key that is not there any more is asked for, and never taken for a password.
        await File.WriteAllTextAsync(site.SettingsPath, Keyed.Replace("geheim2", "changed", StringComparison.Ordinal));
        await UploadAsync(site, page, text);
        await Assertions.Expect(page.Locator(".refused li")).ToContainTextAsync("the key at this place is no longer in the settings; enter the key itself");
        await UploadAsync(site, page, await DownloadAsync(page));
        await Assertions.Expect(page.GetByTestId("upload-status")).ToContainTextAsync("new.json");
        site.AssertNoFaults();
    }

    [Fact]
    public async Task What_is_changed_while_a_file_is_looked_at_is_not_overwritten_unseen()
    {
        await using var site = await ManagerSite.StartAsync(browser, Keyed);
        var page = await site.SignInAsync(Role.Administrator, "/settings/file");
        await UploadAsync(site, page, (await DownloadAsync(page)).Replace("\"60d\"", "\"90d\"", StringComparison.Ordinal));
        await page.Button("Apply").WaitForAsync();
        await File.WriteAllTextAsync(site.SettingsPath, Keyed.Replace("\"log\"", "\"lookup\": \"sequential\", \"log\"", StringComparison.Ordinal));
        await page.Button("Apply").ClickAsync();
        await Assertions.Expect(page.GetByTestId("message")).ToContainTextAsync("lookup: set to sequential");
        await Assertions.Expect(page.Locator("tbody")).ToContainTextAsync("lookup");
        Assert.Contains("60d", site.SettingsText, StringComparison.Ordinal);
        await page.Button("Apply").ClickAsync();
        await page.SaysAsync("new.json was applied.");
        Assert.DoesNotContain("sequential", site.SettingsText, StringComparison.Ordinal);
        site.AssertNoFaults();
    }

    [Theory]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Operator)]
    public async Task Nobody_but_an_administrator_downloads_or_uploads(Role role)
    {
        await using var site = await ManagerSite.StartAsync(browser, Keyed);
        var page = await site.SignInAsync(role);
        var answer = await page.APIRequest.GetAsync(site.Url + "/settings/download");
        Assert.Equal(403, answer.Status);
        Assert.DoesNotContain("maxAge", await answer.TextAsync(), StringComparison.Ordinal);
        answer = await page.APIRequest.GetAsync(site.Url + "/settings/file");
        Assert.Equal(403, answer.Status);
    }

    [Theory]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Light, 360)]
    public async Task Axe_finds_nothing_and_it_fits(ColorScheme colors, int width)
    {
        await using var site = await ManagerSite.StartAsync(browser, Keyed);
        var page = await site.SignInAsync(Role.Administrator, "/settings/file", colors, width);
        await UploadAsync(site, page, (await DownloadAsync(page)).Replace("\"60d\"", "\"90d\"", StringComparison.Ordinal));
        await page.Button("Apply").WaitForAsync();
        await page.LookAsync($"settings-file-{colors}-{width}");
        site.AssertNoFaults();
    }

    private static async Task<string> DownloadAsync(IPage page)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("main a[download]"));
        Assert.Equal("ipblock.json", download.SuggestedFilename);
        return await File.ReadAllTextAsync(await download.PathAsync());
    }

    private static async Task UploadAsync(ManagerSite site, IPage page, string text, System.Text.Encoding? encoding = null)
    {
        // Each time another file, or the browser would see no change.
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(site.Folder, Guid.NewGuid().ToString("N"))).FullName, "new.json");
        await File.WriteAllBytesAsync(file, (encoding ?? new System.Text.UTF8Encoding(false)).GetBytes(text));
        await page.Field("Settings file (at most 1 MB)").SetInputFilesAsync(file);
    }
}
