using System;
using System.IO;
using System.Threading.Tasks;
using IpBlock.Manager.Tests.Browser;
using Microsoft.Playwright;
using Newtonsoft.Json.Linq;
using Xunit;

namespace IpBlock.Manager.Tests.Pages.Policies;

/// <summary>Each field of a recipient policy: set in the browser, read in the settings file, seen in the reply to a client.</summary>
public sealed class PolicyFieldTests(Chromium browser)
{
    private const string Client = "192.0.2.10";
    private const string Good = "192.0.2.11";
    private const string Trial = "trial@site.example";
    private const string Usual = "550 5.7.1 192.0.2.10 has been blocked by connection filter rule Own";

    private const string Lists = """
        , "blockProviders": [ { "name": "Own", "lookupDomain": "bl.test", "anyMatch": true },
            { "name": "Extra", "lookupDomain": "extra.test", "anyMatch": true, "onlyInPolicies": true } ],
          "allowProviders": [ { "name": "Friends", "lookupDomain": "wl.test", "anyMatch": true } ]
        """;

    private const string Policy = """, "recipientPolicies": [ { "name": "Trial", "recipients": [ "trial@site.example" ] } ]""";

    [Fact]
    public async Task Name_recipients_mode_order_and_enabled_of_a_policy_that_is_added()
    {
        await using var mail = await StartAsync("");
        var page = await mail.OpenAsync("/policies");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "No policies yet" })).ToBeVisibleAsync();
        await page.GotoAsync("/policies/add");
        await page.EnterAsync("Policy name", "Trial");
        await page.EnterAsync("Recipients", "trial@site.example\n*@trial.example\n");
        await page.Field("If a client is listed").SelectOptionAsync("report");
        await page.EnterAsync("Comment", "<b>till May</b>");
        await page.Button("Add").ClickAsync();
        await page.SaysAsync("Added the policy Trial.");
        Same(mail, """{ "name": "Trial", "recipients": [ "trial@site.example", "*@trial.example" ], "mode": "report", "comment": "<b>till May</b>" }""");
        foreach (var recipient in new[] { Trial, "Trial+x@Site.example", "any@trial.example" })
            await mail.SaysAsync(Client, "WARN ipblock would have replied: " + Usual, recipient);
        Assert.Equal(Usual, await mail.AskAsync(Client, "user@site.example"));

        await page.GotoAsync("/policies/add");
        await page.EnterAsync("Policy name", "First");
        await page.EnterAsync("Recipients", Trial);
        await Assertions.Expect(page.GetByTestId("form-status")).ToContainTextAsync("The policy First is never used: Trial contains all its recipients");
        await page.Field("Order").SelectOptionAsync("1");
        await Assertions.Expect(page.GetByTestId("form-status")).ToContainTextAsync("trial@site.example is in the policy First too");
        await page.Button("Add").ClickAsync();
        await page.SaysAsync("Added the policy First.");
        await mail.SaysAsync(Client, Usual, Trial);
        await page.Button("Move First down").ClickAsync();
        await page.SaysAsync("Moved First down.");
        await mail.SaysAsync(Client, "WARN ipblock would have replied: " + Usual, Trial);
        await page.ClickAsync("main a:has-text('Trial')");
        await page.Box("Enabled", AriaRole.Checkbox).UncheckAsync();
        await SaveAsync(page);
        Assert.False((bool)mail.Settings["recipientPolicies"]![0]!["enabled"]!);
        await mail.SaysAsync(Client, Usual, Trial);
        await page.Button("Remove Trial").ClickAsync();
        await page.OpenDialog().Locator("button.danger").ClickAsync();
        await page.SaysAsync("Removed Trial.");
        Assert.Equal("First", (string?)Assert.Single(mail.Settings["recipientPolicies"]!)["name"]);
        mail.Site.AssertNoFaults();
    }

    [Fact]
    public async Task Verdict_and_thresholds_of_the_sum_of_scores()
    {
        await using var mail = await StartAsync(Policy);
        var page = await mail.OpenAsync("/policies/edit?name=Trial");
        await page.Field("Verdict").SelectOptionAsync("score");
        await page.EnterAsync("Reject from", "3");
        await page.EnterAsync("Defer from", "3.5");
        await Assertions.Expect(page.Locator("#field-thresholds-defer-error")).ToContainTextAsync("so defer never applies");
        await page.EnterAsync("Defer from", "1");
        await SaveAsync(page);
        Same(mail, """{ "name": "Trial", "recipients": [ "trial@site.example" ], "verdict": "score", "thresholds": { "reject": 3, "defer": 1 } }""");
        await mail.SaysAsync(Client, "DEFER_IF_PERMIT 4.7.1 192.0.2.10 has been blocked by connection filter rule Own", Trial);

        await AgainAsync(page);
        await page.EnterAsync("Defer from", "");
        await page.EnterAsync("Mark from", "1");
        await page.EnterAsync("Accept down to", "-1");
        await page.Field("Accept deferred mail on retry").SelectOptionAsync("true");
        await SaveAsync(page);
        Same(mail, """
            { "name": "Trial", "recipients": [ "trial@site.example" ], "verdict": "score", "thresholds": { "reject": 3, "mark": 1, "allow": -1 }, "deferOnce": true }
            """);
        await mail.BeginsAsync(Client, "PREPEND X-IpBlock: mark; client=192.0.2.10; ", Trial);

        await AgainAsync(page);
        await page.EnterAsync("Score of Own", "3");
        await SaveAsync(page);
        Assert.Equal("""{"Own":3}""", First(mail)["scores"]!.ToString(Newtonsoft.Json.Formatting.None));
        await mail.SaysAsync(Client, Usual, Trial);

        await AgainAsync(page);
        foreach (var field in new[] { "Reject from", "Mark from", "Accept down to", "Score of Own" })
            await page.EnterAsync(field, "");
        await page.Field("Verdict").SelectOptionAsync("");
        await page.Field("Accept deferred mail on retry").SelectOptionAsync("");
        await SaveAsync(page);
        Same(mail, """{ "name": "Trial", "recipients": [ "trial@site.example" ] }""");
        await mail.SaysAsync(Client, Usual, Trial);
        mail.Site.AssertNoFaults();
    }

    [Fact]
    public async Task Providers_that_count_here_or_not_and_the_error_message()
    {
        await using var mail = await StartAsync(Policy);
        var page = await mail.OpenAsync("/policies/edit?name=Trial");
        await page.EnterAsync("Error message", "%0: ask %1 <postmaster>");
        await SaveAsync(page);
        Assert.Equal("%0: ask %1 <postmaster>", (string?)First(mail)["rejectionResponse"]);
        await mail.SaysAsync(Client, "550 5.7.1 192.0.2.10: ask Own <postmaster>", Trial);
        await AgainAsync(page);
        await page.Box("Own counts", AriaRole.Checkbox).UncheckAsync();
        await page.Box("Extra counts", AriaRole.Checkbox).CheckAsync();
        await page.EnterAsync("Score of Friends", "2");
        await Assertions.Expect(page.GetByTestId("form-status")).ToContainTextAsync("One field has an error.");
        await Assertions.Expect(page.Locator(".card .field-error")).ToContainTextAsync("Friends: 2");
        await page.EnterAsync("Score of Friends", "");
        await page.EnterAsync("Error message", "");
        await SaveAsync(page);
        Same(mail, """{ "name": "Trial", "recipients": [ "trial@site.example" ], "removeProviders": [ "Own" ], "addProviders": [ "Extra" ] }""");
        await mail.SaysAsync(Client, "DUNNO", Trial);
        await mail.SaysAsync(Good, "550 5.7.1 192.0.2.11 has been blocked by connection filter rule Extra", Trial);
        Assert.Equal(Usual, await mail.AskAsync(Client, "user@site.example"));
        Assert.Equal("DUNNO", await mail.AskAsync(Good, "user@site.example"));
        mail.Site.AssertNoFaults();
    }

    [Fact]
    public async Task Recipients_in_a_file()
    {
        await using var mail = await StartAsync(Policy);
        await File.WriteAllTextAsync(Path.Combine(mail.Site.Folder, "trial.txt"), "# of the trial\nbob@site.example\n");
        var page = await mail.OpenAsync("/policies/edit?name=Trial");
        await page.EnterAsync("Recipients", "");
        await Assertions.Expect(page.GetByTestId("form-status")).ToContainTextAsync("The policy has no recipients");
        await page.EnterAsync("File with more recipients", "trial.txt");
        await page.Field("If a client is listed").SelectOptionAsync("report");
        await SaveAsync(page);
        Same(mail, """{ "name": "Trial", "recipientsFile": "trial.txt", "mode": "report" }""");
        await Assertions.Expect(page.Locator("tbody tr")).ToContainTextAsync("1 in trial.txt");
        await mail.SaysAsync(Client, "WARN ipblock would have replied: " + Usual, "bob@site.example");
        mail.Site.AssertNoFaults();
    }

    private async Task<MailSite> StartAsync(string policies)
    {
        var mail = await MailSite.StartAsync(browser, Lists + policies);
        mail.Lists.Zone("bl.test").Lists(Client, "127.0.0.2");
        mail.Lists.Zone("extra.test").Lists(Good, "127.0.0.2");
        mail.Lists.Zone("wl.test");
        await mail.SaysAsync(Client, Usual);
        return mail;
    }

    private static async Task AgainAsync(IPage page)
    {
        await page.GotoAsync("/policies/edit?name=Trial");
        await page.Field("Policy name").WaitForAsync();
    }

    private static async Task SaveAsync(IPage page)
    {
        await page.Button("Save").ClickAsync();
        await page.SaysAsync("Saved the policy Trial.");
    }

    private static JToken First(MailSite mail) => mail.Settings["recipientPolicies"]![0]!;

    private static void Same(MailSite mail, string json) => Assert.True(JToken.DeepEquals(JToken.Parse(json), First(mail)), mail.Site.SettingsText);
}
