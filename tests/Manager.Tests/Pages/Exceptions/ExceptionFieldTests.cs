using System;
using System.Globalization;
using System.Threading.Tasks;
using IpBlock.Manager.Accounts;
using IpBlock.Manager.Tests.Browser;
using Microsoft.Playwright;
using Newtonsoft.Json.Linq;
using Xunit;

namespace IpBlock.Manager.Tests.Pages.Exceptions;

/// <summary>Each field of an exception: set in the browser, read in the settings file, seen in the reply to a client.</summary>
public sealed class ExceptionFieldTests(Chromium browser)
{
    private const string Listed = "192.0.2.66";
    private const string Blocked = """, "blockList": [ "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24" ]""";

    [Fact]
    public async Task A_recipient_is_exempt_with_comment_and_end_then_changed_and_removed()
    {
        await using var mail = await MailSite.StartAsync(browser, Blocked);
        await mail.SaysAsync(Listed, Rejected(Listed));
        var page = await mail.Site.SignInAsync(Role.Operator, "/exceptions");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "No exceptions yet" })).ToBeVisibleAsync();
        await page.Button("Add exception").ClickAsync();
        await page.EnterAsync("Recipient", "bob");
        await page.OpenDialog().Locator("button[type=submit]").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync(
            "'bob' is not a recipient; write user@example.com, *@example.com or postmaster@*.");
        await page.EnterAsync("Recipient", "bob@example.com");
        await page.EnterAsync("Comment", "<b>asked</b> & granted");
        await page.Box("Accept until date and time").CheckAsync();
        await page.EnterAsync("Expires (your time zone)", "2097-01-01T05:30");
        await page.OpenDialog().Locator("button[type=submit]").ClickAsync();
        await Assertions.Expect(page.Button("Add exception")).ToBeFocusedAsync();
        await page.SaysAsync("Added bob@example.com to the recipient exceptions.");
        var exception = mail.Settings["exceptions"]!["recipients"]![0]!;
        Assert.Equal(("bob@example.com", "<b>asked</b> & granted"), ((string?)exception["recipient"], (string?)exception["comment"]));
        Assert.Equal("2097-01-01T00:00:00Z", Time(exception["expires"]!)); // the browser is in India
        await Assertions.Expect(page.Locator("tbody td.comment")).ToHaveTextAsync("<b>asked</b> & granted");
        await mail.SaysAsync(Listed, "DUNNO", "bob+list@example.com");
        Assert.Equal(Rejected(Listed), await mail.AskAsync(Listed, "eve@example.com"));

        await page.Button("Edit bob@example.com").ClickAsync();
        await Assertions.Expect(page.Field("Expires (your time zone)")).ToHaveValueAsync("2097-01-01T05:30");
        await page.EnterAsync("Recipient", "*@example.com");
        await page.Box("Never expire this exception").CheckAsync();
        await page.EnterAsync("Comment", "");
        await page.OpenDialog().Locator("button[type=submit]").ClickAsync();
        await page.SaysAsync("Saved *@example.com.");
        Assert.Equal("""["*@example.com"]""", mail.Settings["exceptions"]!["recipients"]!.ToString(Newtonsoft.Json.Formatting.None));
        await mail.SaysAsync(Listed, "DUNNO", "eve@example.com");

        await page.Button("Remove *@example.com").ClickAsync();
        await page.OpenDialog().Locator("button.danger").ClickAsync();
        await page.SaysAsync("Removed *@example.com.");
        await mail.SaysAsync(Listed, Rejected(Listed), "eve@example.com");
        mail.Site.AssertNoFaults();
    }

    [Fact]
    public async Task A_client_is_exempt_by_address_mask_range_and_host_name()
    {
        await using var mail = await MailSite.StartAsync(browser, Blocked);
        mail.Lists.Reverse("203.0.113.77", "mx-1.partner.example");
        mail.Lists.Name("mx-1.partner.example").Address("203.0.113.77");
        await mail.SaysAsync(Listed, Rejected(Listed));
        var page = await mail.Site.SignInAsync(Role.Operator, "/exceptions?tab=clients");
        await AddAsync(page, "IP address", "Address", Listed, Listed);
        await AddAsync(page, "IP address and mask", "Mask", "255.255.255.240", "192.0.2.16/28", ("Address", "192.0.2.16"));
        await AddAsync(page, "IP address range", "End address", "198.51.100.20", "198.51.100.10-198.51.100.20", ("Start address", "198.51.100.10"));
        await AddAsync(page, "Host name", "Host name", "*.partner.example", "*.partner.example");
        Assert.Equal(
            """["192.0.2.66","192.0.2.16/28","198.51.100.10-198.51.100.20","*.partner.example"]""",
            mail.Settings["exceptions"]!["clients"]!.ToString(Newtonsoft.Json.Formatting.None));
        foreach (var client in new[] { Listed, "192.0.2.31", "198.51.100.15", "203.0.113.77" })
            await mail.SaysAsync(client, "DUNNO");
        foreach (var client in new[] { "192.0.2.32", "198.51.100.21", "203.0.113.78" })
            Assert.Equal(Rejected(client), await mail.AskAsync(client));

        await page.Button("Edit *.partner.example").ClickAsync();
        await Assertions.Expect(page.Field("Host name").Last).ToHaveValueAsync("*.partner.example");
        await page.Locator("#entry-first").FillAsync("other.partner.example");
        await page.OpenDialog().Locator("button[type=submit]").ClickAsync();
        await page.SaysAsync("Saved other.partner.example.");
        await mail.SaysAsync("203.0.113.77", Rejected("203.0.113.77"));
        mail.Site.AssertNoFaults();
    }

    [Fact]
    public async Task Many_recipients_and_clients_are_pasted_with_their_comments()
    {
        await using var mail = await MailSite.StartAsync(browser, Blocked);
        var page = await mail.Site.SignInAsync(Role.Operator, "/exceptions");
        await page.Button("Add many").ClickAsync();
        await page.EnterAsync("Recipients, one a line", "postmaster@* the lists ask for it\n# ours\nno one\nabuse@example.com\n");
        await page.OpenDialog().Locator("button[type=submit]").ClickAsync();
        await Assertions.Expect(page.Locator(".refused li")).ToHaveTextAsync("Line 3: 'no' is not a recipient; write user@example.com, *@example.com or postmaster@*.");
        await page.KeepAsync("paste-exceptions");
        await page.AssertNoViolationsAsync();
        await page.Button("Close").Last.ClickAsync();
        await page.SaysAsync("Added 2 of 3 exceptions to the recipient exceptions.");
        await page.GotoAsync("/exceptions?tab=clients");
        await page.Button("Add many").ClickAsync();
        await page.EnterAsync("Clients, one a line", "192.0.2.66\nmail.example.net, their server\n");
        await page.EnterAsync("Comment for exceptions without a comment", "branch");
        await page.OpenDialog().Locator("button[type=submit]").ClickAsync();
        await page.SaysAsync("Added 2 of 2 exceptions to the client exceptions.");
        Assert.True(JToken.DeepEquals(
            JToken.Parse("""
                { "recipients": [ { "recipient": "postmaster@*", "comment": "the lists ask for it" }, "abuse@example.com" ],
                  "clients": [ { "client": "192.0.2.66", "comment": "branch" }, { "client": "mail.example.net", "comment": "their server" } ] }
                """),
            mail.Settings["exceptions"]), mail.Site.SettingsText);
        await mail.SaysAsync("192.0.2.1", "DUNNO", "Abuse+1@example.com");
        await mail.SaysAsync("192.0.2.66", "DUNNO");
        mail.Site.AssertNoFaults();
    }

    private static async Task AddAsync(IPage page, string form, string field, string text, string added, params (string Field, string Text)[] more)
    {
        await page.Button("Add exception").ClickAsync();
        await page.Box(form).CheckAsync();
        foreach (var (name, value) in more)
            await page.EnterAsync(name, value);
        var input = field == "Host name" ? page.Locator("#entry-first") : page.Field(field);
        await input.FillAsync(text);
        await input.BlurAsync();
        await page.OpenDialog().Locator("button[type=submit]").ClickAsync();
        await page.SaysAsync($"Added {added} to the client exceptions.");
        await Assertions.Expect(page.OpenDialog()).ToHaveCountAsync(0);
    }

    private static string Time(JToken moment) => moment.ToObject<DateTimeOffset>().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Rejected(string client) => $"550 5.7.1 {client} has been blocked by connection filter rule IP Block list";
}
