using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Manager.Accounts;
using IpBlock.Manager.Pages.Settings;
using IpBlock.Manager.Tests.Browser;
using IpBlock.Settings;
using IpBlock.Settings.Schema;
using Microsoft.Playwright;
using Newtonsoft.Json.Linq;
using Xunit;

namespace IpBlock.Manager.Tests.Pages.Settings;

/// <summary>Every general setting of the schema, group by group: what is set in the browser is in the file, and what is not possible is said at the field.</summary>
public sealed class EverySettingTests(Chromium browser)
{
    private const string Apart = "notify.email.passwordFile";

    [Fact]
    public async Task Each_setting_is_set_in_the_browser_and_read_in_the_file()
    {
        await using var site = await ManagerSite.StartAsync(browser);
        var page = await site.SignInAsync(Role.Administrator, "/settings");
        foreach (var group in SettingGroup.All)
        {
            await ShowAsync(page, group);
            await SaveAsync(site, page, [.. group.Settings.Where(static setting => setting.Path != Apart)]);
        }

        // Either a password or a file with one.
        await ShowAsync(page, SettingGroup.Of(Apart));
        await page.Box("Remove the present one", AriaRole.Checkbox).CheckAsync();
        await SaveAsync(site, page, [GeneralSetting.Find(Apart)!], "Saved notify.email.password, ");

        Assert.DoesNotContain("hidden word", await page.ContentAsync(), StringComparison.Ordinal);
        site.AssertNoFaults();
    }

    [Fact]
    public async Task What_is_not_possible_is_said_at_its_field_and_nothing_is_saved()
    {
        await using var site = await ManagerSite.StartAsync(browser);
        var page = await site.SignInAsync(Role.Administrator, "/settings");
        var tried = 0;
        foreach (var group in SettingGroup.All)
        {
            var typed = group.Settings.Where(static setting => !SettingSamples.IsChoice(setting) && SettingSamples.BadFor(setting) is not null).ToList();
            if (typed.Count == 0)
                continue;
            await ShowAsync(page, group);
            foreach (var setting in typed)
                await SetAsync(page, setting, SettingSamples.BadFor(setting)!);
            foreach (var setting in typed)
                await Assertions.Expect(page.Locator($"#{Id(setting)}-error")).Not.ToBeEmptyAsync();
            await page.Button("Save").ClickAsync();
            await page.Button("Discard").ClickAsync();
            await Assertions.Expect(page.Locator("main .field-error")).ToHaveCountAsync(0);
            tried += typed.Count;
        }

        Assert.True(tried > 50, $"Only {tried} settings were tried.");
        Assert.Equal("{}", site.SettingsText);
        site.AssertNoFaults();
    }

    private static async Task SaveAsync(ManagerSite site, IPage page, IReadOnlyList<GeneralSetting> batch, string? said = null)
    {
        var samples = batch.ToDictionary(static setting => setting.Path, SettingSamples.GoodFor);
        foreach (var setting in batch)
            await SetAsync(page, setting, samples[setting.Path]);
        await page.Button("Save").ClickAsync();
        await page.SaysAsync((said ?? "Saved ") + batch[0].Path);
        var (json, settings) = (JObject.Parse(site.SettingsText), SettingsFile.Load(site.SettingsPath).Settings!);
        foreach (var setting in batch)
        {
            Assert.True(json.SelectToken(setting.Path) is not null, $"{setting.Path} is not in the file: {site.SettingsText}");
            Assert.Equal(Read(setting, samples[setting.Path]), Read(setting, settings));
        }
    }

    private static async Task ShowAsync(IPage page, SettingGroup group)
    {
        await page.Locator(".groups").GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = group.Title, Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("form h2")).ToHaveTextAsync(group.Title);
    }

    private static async Task SetAsync(IPage page, GeneralSetting setting, string text)
    {
        var field = page.Locator("#" + Id(setting));
        if (setting.Property is { IsList: false } property && property.Type.IsEnum)
        {
            await field.SelectOptionAsync(text);
        }
        else if (SettingSamples.IsChoice(setting))
        {
            await field.SetCheckedAsync(text == "true");
        }
        else
        {
            await field.FillAsync(text);
            await field.BlurAsync();
        }
    }

    private static string Id(GeneralSetting setting) => "field-" + setting.Path.Replace('.', '-');

    private static string Read(GeneralSetting setting, FilterSettings settings) => setting.Get(settings) switch
    {
        Secret secret => secret.Reveal(),
        WebhookUrl url => url.Reveal().AbsoluteUri,
        var value => string.Join('\n', setting.Property.Format(value)),
    };

    // As the file writes what was typed: a public key, for one, without its frame.
    private static string Read(GeneralSetting setting, string typed) => setting.Property.Type == typeof(Secret) || setting.Property.Type == typeof(WebhookUrl)
        ? typed : string.Join('\n', (setting.Property.IsList ? typed.Split('\n') : [typed]).Select(text => setting.Property.Kind!.Format(setting.Property.Kind.Parse(text)!)));
}
