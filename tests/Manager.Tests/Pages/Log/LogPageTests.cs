using System;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using IpBlock.Manager.Accounts;
using IpBlock.Manager.Tests.Browser;
using Microsoft.Playwright;
using Xunit;

namespace IpBlock.Manager.Tests.Pages.Log;

public sealed class LogPageTests(LoggedMailSite mail) : IClassFixture<LoggedMailSite>
{
    [Fact]
    public async Task A_rejected_client_is_found_live_explained_exempted_by_a_click_and_served_until_that_is_undone()
    {
        // No other test has this client: it is in the table only if it came in while the page was open.
        var page = await mail.Site.SignInAsync(Role.Operator, "/log", name: "story");
        await Assertions.Expect(page.GetByTestId("live")).ToHaveTextAsync("Live");
        Assert.StartsWith("5", await mail.AskAsync(LoggedMailSite.ListedToo), StringComparison.Ordinal);

        await page.Locator("tbody th a", new PageLocatorOptions { HasText = LoggedMailSite.ListedToo }).First.ClickAsync();
        await Assertions.Expect(page.GetByTestId("result")).ToHaveTextAsync("Rejected");
        await Assertions.Expect(page.Locator("tr.decided")).ToContainTextAsync(LoggedMailSite.ListName);
        await Assertions.Expect(page.Locator("tr.decided")).ToContainTextAsync("127.0.0.2");
        await ShowsScriptAsTextAsync(page);

        await page.ClickAsync("text=Add exception ...");
        await page.FillAsync("#exempt-comment", "a <b>customer</b>");
        await page.ClickAsync("[role=dialog] button[type=submit]");
        var message = page.GetByTestId("message");
        await Assertions.Expect(message).ToContainTextAsync($"The client {LoggedMailSite.ListedToo} is no longer rejected.");
        Assert.Contains("a <b>customer</b>", mail.Site.SettingsText, StringComparison.Ordinal);
        await mail.AskUntilAsync(LoggedMailSite.ListedToo, "DUNNO");

        var number = Regex.Match(await message.InnerTextAsync(), @"config undo (?<number>[0-9]+)", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups["number"].Value;
        await mail.RunAsync("config", "undo", number);
        Assert.DoesNotContain("customer", mail.Site.SettingsText, StringComparison.Ordinal);
        await mail.AskUntilAsync(LoggedMailSite.ListedToo, "5");
        mail.Site.AssertNoFaults();
    }

    [Fact]
    public async Task The_filter_stands_in_the_address_and_the_file_holds_what_is_shown()
    {
        await mail.AskAsync(LoggedMailSite.Listed, "other@site.example");
        await mail.AskAsync(LoggedMailSite.Listed, "wanted@site.example");
        await mail.AskAsync(LoggedMailSite.Unlisted);
        var page = await mail.Site.SignInAsync(Role.Operator, "/log", name: "filter");
        await page.Locator("tbody th a", new PageLocatorOptions { HasText = LoggedMailSite.Unlisted }).First.WaitForAsync();
        await page.FillAsync("#log-client", LoggedMailSite.Unlisted + "/x");
        await page.Button("Show").ClickAsync();
        await Assertions.Expect(page.Locator("#log-client-error")).ToBeVisibleAsync();

        await page.FillAsync("#log-client", "192.0.2.0/24");
        await page.SelectOptionAsync("#log-when", "1h");
        await page.SelectOptionAsync("#log-action", "refused");
        await page.FillAsync("#log-recipient", "wanted@");
        await page.FillAsync("#log-sender", "a@sender.example");
        await page.FillAsync("#log-list", LoggedMailSite.ListName);
        await page.SelectOptionAsync("#log-rule", "BlockProvider");
        await page.FillAsync("#log-text", "onload");
        await page.Button("Show").ClickAsync();
        await page.ArrivesAtAsync(new Regex(@"/log\?since=1h&client=192\.0\.2\.0%2F24&.*&text=onload$", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await Assertions.Expect(page.Locator("tbody")).ToContainTextAsync("wanted@site.example");
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);

        // The address alone leads to the same.
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("#log-recipient")).ToHaveValueAsync("wanted@");
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
        var csv = await DownloadAsync(page);
        Assert.StartsWith("Timestamp,SessionId,", csv, StringComparison.Ordinal);
        Assert.Contains("wanted@site.example", csv, StringComparison.Ordinal);
        Assert.DoesNotContain("other@site.example", csv, StringComparison.Ordinal);
        mail.Site.AssertNoFaults();
    }

    [Fact]
    public async Task A_group_leads_to_its_decisions_and_its_sums_are_in_the_file()
    {
        await mail.AskAsync(LoggedMailSite.Listed);
        var page = await mail.Site.SignInAsync(Role.Operator, "/log?group=list", name: "groups");
        var list = page.Locator("tbody th a", new PageLocatorOptions { HasText = LoggedMailSite.ListName });
        await list.WaitForAsync();
        await page.AssertNoViolationsAsync();
        Assert.Contains(LoggedMailSite.ListName + ",", await DownloadAsync(page), StringComparison.Ordinal);
        await list.ClickAsync();
        await Assertions.Expect(page.Locator("#log-list")).ToHaveValueAsync(LoggedMailSite.ListName);
        await page.Locator("tbody th a", new PageLocatorOptions { HasText = LoggedMailSite.Listed }).First.WaitForAsync();
        await page.SelectOptionAsync("#log-group", "network");
        await page.Button("Show").ClickAsync();
        await Assertions.Expect(page.Locator("tbody th", new PageLocatorOptions { HasText = "192.0.2.0/24" })).ToHaveCountAsync(1);
        mail.Site.AssertNoFaults();
    }

    [Fact]
    public async Task A_viewer_sees_no_mailboxes_where_they_are_hidden_and_cannot_search_by_them()
    {
        await mail.AskAsync(LoggedMailSite.Listed);
        var page = await mail.Site.SignInAsync(Role.Viewer, "/log", name: "viewer");
        var client = page.Locator("tbody th a", new PageLocatorOptions { HasText = LoggedMailSite.Listed }).First;
        await client.WaitForAsync();
        await Assertions.Expect(page.Locator("#log-recipient")).ToHaveCountAsync(0);
        Assert.DoesNotContain("site.example", await DownloadAsync(page), StringComparison.Ordinal);
        await client.ClickAsync();
        await page.GetByTestId("result").WaitForAsync();
        await Assertions.Expect(page.Locator("main")).Not.ToContainTextAsync("site.example");
        await Assertions.Expect(page.Locator("text=Add exception")).ToHaveCountAsync(0);
        await page.GotoAsync("/log?recipient=site.example");
        await Assertions.Expect(page.Locator("tbody")).ToHaveCountAsync(0);
        Assert.Equal(400, (await page.APIRequest.GetAsync("/log.csv?recipient=site.example")).Status);
    }

    [Fact]
    public async Task It_stands_still_while_it_is_paused()
    {
        var page = await mail.Site.SignInAsync(Role.Operator, "/log?client=192.0.2.70", name: "pause");
        await page.GetByTestId("empty").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Pause" }).ClickAsync();
        await Assertions.Expect(page.GetByTestId("live")).ToHaveTextAsync("Paused");
        await mail.AskAsync("192.0.2.70");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Resume" }).ClickAsync();
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
        await mail.AskAsync("192.0.2.70");
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(2);
        mail.Site.AssertNoFaults();
    }

    [Fact]
    public async Task Of_many_that_come_at_once_the_newest_are_shown_and_all_are_counted()
    {
        var page = await mail.Site.SignInAsync(Role.Operator, "/log?client=192.0.2.71", name: "many");
        await page.GetByTestId("empty").WaitForAsync();
        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => mail.AskAsync("192.0.2.71")));
        await Assertions.Expect(page.Locator("caption")).ToHaveTextAsync("200 decisions, newest first");
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(50);
        mail.Site.AssertNoFaults();
    }

    private static async Task ShowsScriptAsTextAsync(IPage page)
    {
        foreach (var text in new[] { LoggedMailSite.Helo, LoggedMailSite.Words, LoggedMailSite.ListName, "<b>x</b>" })
            await Assertions.Expect(page.Locator("main")).ToContainTextAsync(text);
        await Assertions.Expect(page.Locator("main :is(img[src=x], script, svg[onload], b)")).ToHaveCountAsync(0);
    }

    private static async Task<string> DownloadAsync(IPage page)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("text=Download CSV"));
        return await System.IO.File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
    }
}
