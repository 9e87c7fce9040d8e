using System;
using System.Globalization;
using System.Threading.Tasks;
using IpBlock.Manager.Tests.Browser;
using Microsoft.Playwright;
using Newtonsoft.Json.Linq;
using Xunit;

namespace IpBlock.Manager.Tests.Pages.Lists;

/// <summary>Each field of Exchange's dialogs for an entry of an IP list: set in the browser, read in the settings file, seen in the reply to a client.</summary>
public sealed class EntryFieldTests(Chromium browser)
{
    [Fact]
    public async Task An_address_a_mask_and_a_range_are_blocked_changed_and_removed()
    {
        await using var mail = await MailSite.StartAsync(browser);
        var page = await mail.OpenAsync("/lists");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "No entries yet" })).ToBeVisibleAsync();
        await page.Button("Add entry").ClickAsync();
        await page.EnterAsync("Address", "192.0.2.1");
        await page.EnterAsync("Comment", "<i>spam</i> & more");
        await page.OpenDialog().Locator("button[type=submit]").ClickAsync();
        await Assertions.Expect(page.Button("Add entry")).ToBeFocusedAsync();
        await page.SaysAsync("Added 192.0.2.1 to the IP Block list.");

        await page.Button("Add entry").ClickAsync();
        await page.Box("IP address and mask").CheckAsync();
        await page.EnterAsync("Address", "198.51.100.0");
        await page.EnterAsync("Mask", "255.255.255.0");
        await AddAsync(page, "Added 198.51.100.0/24 to the IP Block list.");

        await page.Button("Add entry").ClickAsync();
        await page.Box("IP address range").CheckAsync();
        await page.EnterAsync("Start address", "203.0.113.10");
        await page.EnterAsync("End address", "203.0.113.20");
        await AddAsync(page, "Added 203.0.113.10-203.0.113.20 to the IP Block list.");
        Assert.True(JToken.DeepEquals(
            JToken.Parse("""[ { "address": "192.0.2.1", "comment": "<i>spam</i> & more" }, "198.51.100.0/24", "203.0.113.10-203.0.113.20" ]"""),
            mail.Settings["blockList"]), mail.Site.SettingsText);
        await Assertions.Expect(page.Locator("tbody td.comment").First).ToHaveTextAsync("<i>spam</i> & more");
        foreach (var client in new[] { "192.0.2.1", "198.51.100.7", "203.0.113.20" })
            await mail.SaysAsync(client, Rejected(client));
        Assert.Equal("DUNNO", await mail.AskAsync("203.0.113.21"));

        await page.Button("Edit 203.0.113.10-203.0.113.20").ClickAsync();
        await Assertions.Expect(page.Field("End address")).ToHaveValueAsync("203.0.113.20");
        await page.EnterAsync("End address", "203.0.113.30");
        await page.OpenDialog().Locator("button[type=submit]").ClickAsync();
        await page.SaysAsync("Saved 203.0.113.10-203.0.113.30.");
        await mail.SaysAsync("203.0.113.21", Rejected("203.0.113.21"));
        await page.Button("Remove 192.0.2.1").ClickAsync();
        await page.OpenDialog().Locator("button.danger").ClickAsync();
        await page.SaysAsync("Removed 192.0.2.1.");
        await mail.SaysAsync("192.0.2.1", "DUNNO");
        mail.Site.AssertNoFaults();
    }

    [Fact]
    public async Task An_entry_holds_until_date_and_time_in_the_zone_of_the_viewer_or_for_ever()
    {
        await using var mail = await MailSite.StartAsync(browser);
        var page = await mail.OpenAsync("/lists");
        await page.Button("Add entry").ClickAsync();
        await page.EnterAsync("Address", "192.0.2.1");
        await page.Box("Block until date and time").CheckAsync();
        await page.OpenDialog().Locator("button[type=submit]").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Enter the date and time when the entry expires.");
        await page.EnterAsync("Expires (your time zone)", "2097-01-01T05:30");
        await AddAsync(page, "Added 192.0.2.1 to the IP Block list.");
        Assert.Equal("2097-01-01T00:00:00Z", Expires(mail)); // the browser is in India
        await mail.SaysAsync("192.0.2.1", Rejected("192.0.2.1"));

        await page.Button("Edit 192.0.2.1").ClickAsync();
        await Assertions.Expect(page.Field("Expires (your time zone)")).ToHaveValueAsync("2097-01-01T05:30");
        await page.EnterAsync("Expires (your time zone)", "2020-01-01T00:00");
        await page.OpenDialog().Locator("button[type=submit]").ClickAsync();
        await page.SaysAsync("has already expired ");
        await Assertions.Expect(page.Locator("tbody .badge")).ToHaveTextAsync("expired");
        await mail.SaysAsync("192.0.2.1", "DUNNO");

        await page.Button("Edit 192.0.2.1").ClickAsync();
        await page.Box("Never expire this entry").CheckAsync();
        await page.OpenDialog().Locator("button[type=submit]").ClickAsync();
        await page.SaysAsync("Saved 192.0.2.1.");
        Assert.Equal("""["192.0.2.1"]""", mail.Settings["blockList"]!.ToString(Newtonsoft.Json.Formatting.None));
        await mail.SaysAsync("192.0.2.1", Rejected("192.0.2.1"));
        mail.Site.AssertNoFaults();
    }

    [Fact]
    public async Task The_IP_allow_list_lets_in_who_is_blocked()
    {
        await using var mail = await MailSite.StartAsync(browser, """, "blockList": [ "192.0.2.0/24" ]""");
        await mail.SaysAsync("192.0.2.1", Rejected("192.0.2.1"));
        var page = await mail.OpenAsync("/lists?tab=allow");
        await page.Button("Add entry").ClickAsync();
        await page.EnterAsync("Address", "0.0.0.0/0");
        await page.OpenDialog().Locator("button[type=submit]").ClickAsync();
        await page.Box("Confirm the large range", AriaRole.Checkbox).WaitForAsync();
        await page.EnterAsync("Address", "192.0.2.1");
        await AddAsync(page, "Added 192.0.2.1 to the IP Allow list.");
        Assert.Equal("""["192.0.2.1"]""", mail.Settings["allowList"]!.ToString(Newtonsoft.Json.Formatting.None));
        await mail.SaysAsync("192.0.2.1", "DUNNO");
        mail.Site.AssertNoFaults();
    }

    private static async Task AddAsync(IPage page, string said)
    {
        await page.OpenDialog().Locator("button[type=submit]").ClickAsync();
        await page.SaysAsync(said);
        await Assertions.Expect(page.OpenDialog()).ToHaveCountAsync(0);
    }

    private static string? Expires(MailSite mail) =>
        mail.Settings["blockList"]![0]!["expires"]!.ToObject<DateTimeOffset>().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Rejected(string client) => $"550 5.7.1 {client} has been blocked by connection filter rule IP Block list";
}
