using System;
using System.Threading.Tasks;
using IpBlock.Manager.Accounts;
using IpBlock.Manager.Tests.Browser;
using Microsoft.Playwright;
using Xunit;

namespace IpBlock.Manager.Tests.Pages.Policies;

public sealed class PoliciesPageTests(Chromium browser)
{
    private const string Settings = """
        { "blockProviders": [ { "name": "Own", "lookupDomain": "bl.test", "anyMatch": true }, { "name": "Zen", "lookupDomain": "zen.test", "anyMatch": true } ],
          "exceptions": { "recipients": [ "postmaster@*" ] },
          "recipientPolicies": [
            { "name": "Sales", "recipients": [ "sales@example.com", "*@shop.example.com" ], "verdict": "score", "thresholds": { "reject": 5, "mark": 2 },
              "scores": { "Own": 3 }, "comment": "<i>asked</i> for it" },
            { "name": "Trial", "recipients": [ "*@example.com" ], "recipientsFile": "none.txt", "mode": "report", "removeProviders": [ "Zen" ] } ] }
        """;

    [Fact]
    public async Task Which_policy_a_recipient_falls_under()
    {
        await using var site = await ManagerSite.StartAsync(browser, Settings);
        var page = await site.SignInAsync(Role.Viewer, "/policies?tab=find");
        await FindAsync(page, "Sales+x@example.com", "The policy that applies is Sales, which contains it as sales@example.com");
        await Assertions.Expect(page.Locator("main li")).ToHaveTextAsync(["Sum of scores", "Reject from 5, mark from 2", "Scores: Own 3"]);
        await Assertions.Expect(page.GetByTestId("found")).ToContainTextAsync("Also in the policy Trial, which comes later and does not apply.");
        await FindAsync(page, "postmaster@example.com", "It is in the recipient exceptions as postmaster@*");
        await FindAsync(page, "bob@example.org", "No policy contains it: the general settings apply.");
        site.AssertNoFaults();
    }

    [Fact]
    public async Task The_list_says_what_is_different_and_a_viewer_changes_nothing()
    {
        await using var site = await ManagerSite.StartAsync(browser, Settings, hidesMailboxes: true);
        var page = await site.SignInAsync(Role.Viewer, "/policies");
        await Assertions.Expect(page.Locator("tbody tr").First).ToContainTextAsync("2 in the settings");
        await Assertions.Expect(page.Locator("tbody tr").First).ToContainTextAsync("<i>asked</i> for it");
        await Assertions.Expect(page.Locator("tbody tr").Last).ToContainTextAsync("none.txt");
        await Assertions.Expect(page.Locator("main button")).ToHaveCountAsync(0);
        Assert.DoesNotContain("example.com", await page.ContentAsync(), StringComparison.Ordinal);
        await page.GotoAsync("/policies/edit?name=Sales");
        await Assertions.Expect(page.Field("Policy name")).ToBeDisabledAsync();
        await Assertions.Expect(page.Field("Recipients")).ToHaveCountAsync(0);
        Assert.DoesNotContain("example.com", await page.ContentAsync(), StringComparison.Ordinal);
        await page.GotoAsync("/policies?tab=find");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Recipients are hidden from your role.");
        site.AssertNoFaults();
    }

    [Fact]
    public async Task What_another_administrator_has_changed_is_seen_and_nothing_is_lost()
    {
        await using var site = await ManagerSite.StartAsync(browser, Settings);
        var page = await site.SignInAsync(Role.Administrator, "/policies/edit?name=Sales");
        var other = await site.SignInAsync(Role.Administrator, "/policies/edit?name=Sales", name: "other");
        await other.EnterAsync("Comment", "theirs");
        await other.Button("Save").ClickAsync();
        await other.SaysAsync("Saved the policy Sales.");
        await page.EnterAsync("Reject from", "6");
        await page.Button("Save").ClickAsync();
        await Assertions.Expect(page.GetByTestId("message")).ToContainTextAsync("recipientPolicies[Sales].comment: <i>asked</i> for it -> theirs");
        await Assertions.Expect(page.GetByTestId("form-status")).ToContainTextAsync("To keep both changes, save again.");
        await page.Button("Save").ClickAsync();
        await page.SaysAsync("Saved the policy Sales.");
        Assert.Contains("\"reject\": 6", site.SettingsText, StringComparison.Ordinal);
        Assert.Contains("\"theirs\"", site.SettingsText, StringComparison.Ordinal);
        site.AssertNoFaults();
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Light, 360)]
    public async Task Axe_finds_nothing_and_it_fits(ColorScheme colors, int width)
    {
        await using var site = await ManagerSite.StartAsync(browser, Settings);
        var page = await site.SignInAsync(Role.Administrator, "/policies", colors, width);
        await page.Locator("tbody tr").First.WaitForAsync();
        await page.LookAsync($"policies-{colors}-{width}");
        await page.GotoAsync("/policies/edit?name=Sales");
        await page.Field("Policy name").WaitForAsync();
        await page.EnterAsync("Score of Own", "x");
        await page.Locator(".card .field-error").WaitForAsync();
        await page.LookAsync($"policy-{colors}-{width}");
        await page.GotoAsync("/policies?tab=find");
        await FindAsync(page, "sales@example.com", "Sales");
        await page.LookAsync($"policy-find-{colors}-{width}");
        site.AssertNoFaults();
    }

    private static async Task FindAsync(IPage page, string recipient, string said)
    {
        await page.EnterAsync("Recipient", recipient);
        await page.Button("Find").ClickAsync();
        await Assertions.Expect(page.GetByTestId("found")).ToContainTextAsync(said);
    }
}
