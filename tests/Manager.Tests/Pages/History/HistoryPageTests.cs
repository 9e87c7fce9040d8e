using System;
using System.IO;
using System.Threading.Tasks;
using IpBlock.Administration.Editing;
using IpBlock.Administration.History;
using IpBlock.Manager.Accounts;
using IpBlock.Manager.Tests.Browser;
using IpBlock.Settings;
using Microsoft.Playwright;
using Xunit;

namespace IpBlock.Manager.Tests.Pages.History;

public sealed class HistoryPageTests(Chromium browser)
{
    private const string First = """{ "lookup": "parallel", "exceptions": { "recipients": [ "a@example.com" ] } }""";

    [Fact]
    public async Task Each_change_has_its_author_and_what_it_changed_and_is_undone_while_later_ones_stay()
    {
        await using var site = await ManagerSite.StartAsync(browser, First);
        var page = await site.SignInAsync(Role.Administrator, "/history", name: "alice");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "No changes yet" })).ToBeVisibleAsync();
        await page.GotoAsync("/settings");
        await page.Field("Lookup order").SelectOptionAsync("sequential");
        await page.Button("Save").ClickAsync();
        await page.SaysAsync("Saved lookup.");
        Change(site, SettingsEdit.AddEntry(ListKind.Block, "192.0.2.1", "<img src=x onerror=alert(1)>"));
        await File.WriteAllTextAsync(site.SettingsPath, site.SettingsText + "// by hand\n");
        await page.GotoAsync("/history");
        await Assertions.Expect(page.Locator("tbody th")).ToHaveTextAsync(["Change 3", "Change 2", "Change 1"]);
        await Assertions.Expect(page.Locator("tbody td[data-label=Who]")).ToContainTextAsync(["manually", "bob", "alice"]);
        await Assertions.Expect(page.Locator("tbody td[data-label=What]").Nth(2)).ToContainTextAsync("lookup: parallel -> sequential");
        await Assertions.Expect(page.Locator("tbody td[data-label=What]").Nth(1)).ToContainTextAsync("<img src=x onerror=alert(1)>");
        await Assertions.Expect(page.Locator("tbody td[data-label=What]").First).ToContainTextAsync("Only comments or the layout.");

        await page.ClickAsync("main a:has-text('Change 1')");
        await Assertions.Expect(page.Locator("table.difference").First.Locator("tbody code")).ToHaveTextAsync(["lookup", "parallel", "sequential"]);
        await Assertions.Expect(page.Locator("table.difference").Last).ToContainTextAsync("blockList[192.0.2.1]");
        await page.Button("Undo this change").ClickAsync();
        await Assertions.Expect(page.GetByTestId("preview")).ToContainTextAsync("lookup");
        await page.AssertNoViolationsAsync();
        await page.KeepAsync("history-undo");
        await page.OpenDialog().Locator("button.danger").ClickAsync();
        await page.SaysAsync("Change 1 was undone.");
        Assert.Contains("\"parallel\"", site.SettingsText, StringComparison.Ordinal);
        Assert.Contains("192.0.2.1", site.SettingsText, StringComparison.Ordinal);
        await page.GotoAsync("/history");
        await Assertions.Expect(page.Locator("tbody tr").First).ToContainTextAsync("undoes change 1");
        await Assertions.Expect(page.Locator("tbody tr").First).ToContainTextAsync("alice");
        site.AssertNoFaults();
    }

    [Fact]
    public async Task What_was_changed_again_is_undone_only_when_it_is_meant()
    {
        await using var site = await ManagerSite.StartAsync(browser, First);
        Change(site, SettingsEdit.Set("log.maxAge", "60d"));
        Change(site, SettingsEdit.Set("log.maxAge", "90d"));
        var page = await site.SignInAsync(Role.Administrator, "/history/change?number=1");
        await page.Button("Undo this change").ClickAsync();
        await Assertions.Expect(page.GetByTestId("preview")).ToContainTextAsync("log.maxAge was changed again by change 2 after change 1.");
        await Assertions.Expect(page.OpenDialog().Locator("button.danger")).ToBeDisabledAsync();
        await page.Box("Restore the older value anyway", AriaRole.Checkbox).CheckAsync();
        await Assertions.Expect(page.GetByTestId("preview")).ToContainTextAsync("90d");
        await page.OpenDialog().Locator("button.danger").ClickAsync();
        await page.SaysAsync("Change 1 was undone.");
        Assert.DoesNotContain("maxAge", site.SettingsText, StringComparison.Ordinal);
        site.AssertNoFaults();
    }

    [Fact]
    public async Task The_settings_go_back_to_a_version_and_to_before_the_first()
    {
        await using var site = await ManagerSite.StartAsync(browser, First);
        Change(site, SettingsEdit.Set("log.maxAge", "60d"));
        var version = site.SettingsText;
        Change(site, SettingsEdit.Set("log.maxAge", "90d"));
        Change(site, SettingsEdit.Set("lookup", "sequential"));
        var page = await site.SignInAsync(Role.Administrator, "/history/change?number=3");
        await Assertions.Expect(page.Button("Go back to this version")).ToHaveCountAsync(0);
        await page.GotoAsync("/history/change?number=1");
        await page.Button("Go back to this version").ClickAsync();
        await Assertions.Expect(page.GetByTestId("preview").Locator("tbody tr")).ToHaveCountAsync(2);

        // Meanwhile somebody else changes something: it is not overwritten unseen.
        Change(site, SettingsEdit.Set("onFailure", "defer"));
        await page.OpenDialog().Locator("button.danger").ClickAsync();
        await Assertions.Expect(page.GetByTestId("preview")).ToContainTextAsync("The settings were changed by another user or program: onFailure: set to defer.");
        await Assertions.Expect(page.GetByTestId("preview").Locator("tbody tr")).ToHaveCountAsync(3);
        await page.OpenDialog().Locator("button.danger").ClickAsync();
        await page.SaysAsync("The settings are those of change 1 again.");
        Assert.Equal(version, site.SettingsText);
        await page.Button("Go back to before it").ClickAsync();
        await page.OpenDialog().Locator("button.danger").ClickAsync();
        await page.SaysAsync("The settings are as before the first change.");
        Assert.Equal(First, site.SettingsText);
        site.AssertNoFaults();
    }

    [Fact]
    public async Task A_viewer_sees_it_without_keys_and_without_recipients_and_undoes_nothing()
    {
        await using var site = await ManagerSite.StartAsync(browser, First, hidesMailboxes: true);
        Change(site, SettingsEdit.AddRecipientException("b@example.com"), SettingsEdit.Set("lookup", "sequential"), SettingsEdit.Set("notify.email.password", "geheim"));
        Change(site, SettingsEdit.Set("notify.email.password", "geheim2"));
        Change(site, SettingsEdit.AddRecipientException("c@example.com"));
        var page = await site.SignInAsync(Role.Viewer, "/history");
        await Assertions.Expect(page.Locator("tbody td[data-label=What]").First).ToHaveTextAsync("1 about recipients, which are hidden from your role");
        await Assertions.Expect(page.Locator("tbody td[data-label=What]").Nth(1)).ToContainTextAsync("(the key changed)");
        await Assertions.Expect(page.Locator("main button")).ToHaveCountAsync(0);
        await page.GotoAsync("/history/change?number=1");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("1 more about recipients, which are hidden from your role.");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("lookup");
        await Assertions.Expect(page.Locator("main button")).ToHaveCountAsync(0);
        var text = await page.ContentAsync();
        Assert.DoesNotContain("geheim", text, StringComparison.Ordinal);
        Assert.DoesNotContain("example.com", text, StringComparison.Ordinal);
        site.AssertNoFaults();
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Light, 360)]
    public async Task Axe_finds_nothing_and_it_fits(ColorScheme colors, int width)
    {
        await using var site = await ManagerSite.StartAsync(browser, First);
        for (var i = 1; i <= 30; i++)
            Change(site, SettingsEdit.Set("log.maxAge", $"{i}d"), SettingsEdit.AddEntry(ListKind.Block, $"192.0.2.{i}"));
        var page = await site.SignInAsync(Role.Administrator, "/history", colors, width);
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(25);
        await page.LookAsync($"history-{colors}-{width}");
        await page.Button("Next").ClickAsync();
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(5);
        await page.GotoAsync("/history/change?number=20");
        await page.Locator("table.difference").Last.WaitForAsync();
        await page.LookAsync($"history-change-{colors}-{width}");
        await page.Button("Go back to this version").ClickAsync();
        await page.GetByTestId("preview").Locator("tbody tr").First.WaitForAsync();
        await page.LookAsync($"history-back-{colors}-{width}");
        site.AssertNoFaults();
    }

    private static void Change(ManagerSite site, params SettingsEdit[] edits)
    {
        var result = new SettingsEditor(site.SettingsPath, null, new ChangeAuthor("bob", "ipblock 1.0")).Apply(edits);
        Assert.True(result.Changed, string.Join('\n', result.Errors));
    }
}
