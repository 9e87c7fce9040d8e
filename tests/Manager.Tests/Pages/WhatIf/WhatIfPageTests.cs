using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using IpBlock.Manager.Accounts;
using IpBlock.Manager.Tests.Browser;
using Microsoft.Playwright;
using Xunit;

namespace IpBlock.Manager.Tests.Pages.WhatIf;

public sealed class WhatIfPageTests(Chromium browser)
{
    private const string Listed = JudgedMail.Listed;

    [Fact]
    public async Task A_change_is_chosen_judged_by_the_log_and_applied_and_the_service_takes_it()
    {
        await using var mail = await JudgedMail.StartAsync(browser);
        var page = await mail.OpenAsync("/what-if");
        await page.Field("Provider").SelectOptionAsync("block One");
        await page.Button("Only report").ClickAsync();
        await Assertions.Expect(page.GetByTestId("draft-changes")).ToContainTextAsync("blockProviders[One].mode: set to report");
        await page.Button("Evaluate again").ClickAsync();
        await Assertions.Expect(page.GetByTestId("replay-summary")).ToHaveTextAsync("1 of 2 decisions would change.");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("1 that was rejected would be only reported.");
        await page.LookAsync("what-if");

        // A decision leads to the log, and back to what was tried.
        await page.Locator("tbody th a", new PageLocatorOptions { HasText = Listed }).ClickAsync();
        await Assertions.Expect(page.GetByTestId("result")).ToHaveTextAsync("Rejected");
        await page.GoBackAsync();
        await Assertions.Expect(page.GetByTestId("replay-summary")).ToBeVisibleAsync();

        await page.Button("Apply the copy ...").ClickAsync();
        await Assertions.Expect(page.OpenDialog()).ToContainTextAsync("blockProviders[One].mode: set to report");
        await page.AssertNoViolationsAsync();
        await page.OpenDialog().GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Apply", Exact = true }).ClickAsync();
        await page.SaysAsync("The copy was applied.");
        Assert.Equal("report", (string?)mail.Settings.SelectToken("blockProviders[0].mode"));
        Assert.Equal("secret0key.zen.dq.spamhaus.net", (string?)mail.Settings.SelectToken("blockProviders[1].lookupDomain"));
        await mail.SaysAsync(Listed, "WARN ipblock would have replied: 550 5.7.1 192.0.2.10 is listed");
        await Assertions.Expect(page.GetByTestId("draft-changes")).ToContainTextAsync("No changes yet");
        mail.Site.AssertNoFaults();
    }

    [Fact]
    public async Task Each_choice_changes_the_copy_and_is_in_the_file_when_it_is_applied()
    {
        await using var mail = await JudgedMail.StartAsync(browser);
        var page = await mail.OpenAsync("/what-if");
        await page.Field("Provider").SelectOptionAsync("block Keyed");
        await page.Button("Enable").ClickAsync();
        await ChangesAsync(page, "blockProviders[Keyed].enabled");
        await page.EnterAsync("Its score", "2.5");
        await page.Button("Set score").ClickAsync();
        await ChangesAsync(page, "blockProviders[Keyed].score: set to 2.5");
        await page.Field("List").SelectOptionAsync("spamcop");
        await page.Box("Only report", AriaRole.Checkbox).CheckAsync();
        await page.Button("Add the list").ClickAsync();
        await ChangesAsync(page, "bl.spamcop.net");
        await page.Field("Verdict").SelectOptionAsync("Score");
        await page.EnterAsync("Reject from", "3");
        await page.EnterAsync("Defer from", "four");
        await page.EnterAsync("Mark from", "1");
        await page.Button("Set thresholds").ClickAsync();
        await Assertions.Expect(page.GetByTestId("draft-errors")).ToContainTextAsync("four");
        await page.AssertNoViolationsAsync();
        await page.EnterAsync("Defer from", "2");
        await page.Button("Set thresholds").ClickAsync();
        await ChangesAsync(page, "thresholds.defer: set to 2");
        await page.Button("Apply the copy ...").ClickAsync();
        await page.OpenDialog().GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Apply", Exact = true }).ClickAsync();
        await page.SaysAsync("The copy was applied.");
        var written = mail.Settings;
        Assert.Equal("score", (string?)written["verdict"]);
        Assert.Equal("3 2 1", string.Join(' ', new[] { "reject", "defer", "mark" }.Select(name => (string?)written.SelectToken("thresholds." + name))));
        Assert.Equal((true, "2.5"), ((bool?)written.SelectToken("blockProviders[1].enabled") ?? true, (string?)written.SelectToken("blockProviders[1].score")));
        var added = written.SelectToken("blockProviders[2]")!;
        Assert.Equal(("bl.spamcop.net", "report"), ((string?)added["lookupDomain"], (string?)added["mode"]));
        mail.Site.AssertNoFaults();
    }

    [Fact]
    public async Task A_list_that_was_not_queried_comes_with_advice()
    {
        await using var mail = await JudgedMail.StartAsync(browser);
        var page = await mail.OpenAsync("/what-if");
        await page.Field("List").SelectOptionAsync("spamcop");
        await page.Button("Add the list").ClickAsync();
        await ChangesAsync(page, "bl.spamcop.net");
        await page.Button("Evaluate again").ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("was not queried at the time");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Add a new list in report mode, and return after some days");
        mail.Site.AssertNoFaults();
    }

    [Fact]
    public async Task The_text_is_checked_shows_no_key_and_is_not_applied_over_anothers_change()
    {
        await using var mail = await JudgedMail.StartAsync(browser);
        var page = await mail.OpenAsync("/what-if");
        await page.ClickAsync("text=Edit the whole text");
        var text = page.Field("Settings to try");
        await Assertions.Expect(text).ToHaveValueAsync(Holding("kept-key-1"));
        var shown = await text.InputValueAsync();
        Assert.DoesNotContain("secret0key", await page.ContentAsync() + shown, StringComparison.Ordinal);
        await text.FillAsync(shown.Replace("\"anyMatch\": true, \"rej", "\"anyMatch\": 7, \"rej", StringComparison.Ordinal));
        await page.Button("Check the text").ClickAsync();
        await Assertions.Expect(page.GetByTestId("draft-errors")).ToContainTextAsync("anyMatch");
        await text.FillAsync(shown.Replace("\"name\": \"One\"", "\"name\": \"One\", \"statusCode\": 450", StringComparison.Ordinal));
        await page.Button("Evaluate again").ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("1 that was rejected would be deferred.");
        await Assertions.Expect(page.GetByTestId("draft-changes")).ToContainTextAsync("blockProviders[One].statusCode: set to 450");

        var anothers = mail.Site.SettingsText.Replace("\"health\"", "\"lookup\": \"sequential\", \"health\"", StringComparison.Ordinal);
        await File.WriteAllTextAsync(mail.Site.SettingsPath, anothers, TestContext.Current.CancellationToken);
        await page.Button("Apply the copy ...").ClickAsync();
        await page.OpenDialog().GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Apply", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByTestId("message")).ToContainTextAsync("Nothing was saved");
        await Assertions.Expect(page.GetByTestId("message")).ToContainTextAsync("lookup: set to sequential");
        Assert.DoesNotContain("450", mail.Site.SettingsText, StringComparison.Ordinal);
        await page.Button("Start over").ClickAsync();
        await Assertions.Expect(text).ToHaveValueAsync(Holding("sequential"));
        mail.Site.AssertNoFaults();
    }

    [Fact]
    public async Task What_was_typed_is_kept_when_a_change_is_chosen()
    {
        await using var mail = await JudgedMail.StartAsync(browser);
        var page = await mail.OpenAsync("/what-if");
        await page.ClickAsync("text=Edit the whole text");
        var text = page.Field("Settings to try");
        await Assertions.Expect(text).ToHaveValueAsync(Holding("kept-key-1"));
        var shown = await text.InputValueAsync();
        await text.FillAsync(shown.Replace("\"name\": \"One\"", "\"name\": \"One\", \"statusCode\": 450", StringComparison.Ordinal));
        await page.Field("Provider").SelectOptionAsync("block One");
        await page.Button("Only report").ClickAsync();
        await ChangesAsync(page, "blockProviders[One].mode: set to report");
        await ChangesAsync(page, "blockProviders[One].statusCode: set to 450");
        await Assertions.Expect(text).ToHaveValueAsync(Holding("450"));

        // A choice waits until the text is right.
        await text.FillAsync("{");
        await page.Button("Reject").ClickAsync();
        await Assertions.Expect(page.GetByTestId("draft-errors")).ToBeVisibleAsync();
        await Assertions.Expect(text).ToHaveValueAsync("{");
        mail.Site.AssertNoFaults();
    }

    private static Regex Holding(string text) => new(text, RegexOptions.None, TimeSpan.FromSeconds(1));

    private static Task ChangesAsync(IPage page, string text) => Assertions.Expect(page.GetByTestId("draft-changes")).ToContainTextAsync(text);
}
