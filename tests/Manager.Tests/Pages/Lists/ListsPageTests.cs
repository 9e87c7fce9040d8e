using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Administration.Feeds;
using IpBlock.Lists;
using IpBlock.Manager.Accounts;
using IpBlock.Manager.Tests.Browser;
using IpBlock.Settings;
using IpBlock.Testing;
using Microsoft.Playwright;
using Newtonsoft.Json.Linq;
using Xunit;

namespace IpBlock.Manager.Tests.Pages.Lists;

public sealed class ListsPageTests(Chromium browser)
{
    private const string Feed = """
        { "lists": [ { "name": "drop", "url": "https://lists.example.com/drop.txt?key=geheim" }, { "name": "own", "file": "own.txt", "kind": "allow" } ],
          "allowList": [ { "address": "192.0.2.7", "comment": "<b>partner</b>", "expires": "2020-01-01" } ], "blockList": [ "192.0.2.0/24" ],
          "exceptions": { "clients": [ "192.0.2.0/28", "mail.example.com" ] } }
        """;

    [Fact]
    public async Task Pasted_lines_are_added_and_those_with_errors_are_named_and_left()
    {
        await using var site = await ManagerSite.StartAsync(browser);
        var page = await site.SignInAsync(Role.Operator, "/lists");
        await page.Button("Add many").ClickAsync();
        await page.EnterAsync("Addresses, one a line", "# ours\n192.0.2.1 first\n\n300.1.2.3\n192.0.2.0/24; net\n192.0.2.1\n");
        await page.Button("Check").ClickAsync();
        await Assertions.Expect(page.GetByTestId("paste-status")).ToContainTextAsync("2 of 4 entries can be added.");
        await Assertions.Expect(page.Locator(".refused li").First).ToContainTextAsync("Line 4: '300.1.2.3'");
        Assert.Equal("{}", site.SettingsText);
        await page.AssertNoViolationsAsync();
        await page.KeepAsync("paste");
        await page.OpenDialog().Locator("button[type=submit]").ClickAsync();
        await Assertions.Expect(page.GetByTestId("paste-status")).ToContainTextAsync("2 of 4 entries added.");
        await Assertions.Expect(page.Field("Addresses, one a line")).ToHaveValueAsync("300.1.2.3\n192.0.2.1");
        Assert.True(JToken.DeepEquals(
            JToken.Parse("""[ { "address": "192.0.2.1", "comment": "first" }, { "address": "192.0.2.0/24", "comment": "net" } ]"""),
            JObject.Parse(site.SettingsText)["blockList"]), site.SettingsText);
        site.AssertNoFaults();
    }

    [Fact]
    public async Task Twenty_thousand_entries_of_a_file_are_added_searched_and_paged()
    {
        await using var site = await ManagerSite.StartAsync(browser);
        var file = Path.Combine(site.Folder, "many.txt");
        await File.WriteAllLinesAsync(file, Enumerable.Range(0, 20_000).Select(static i => $"10.{i >> 8}.{i & 255}.1"));
        var page = await site.SignInAsync(Role.Operator, "/lists");
        await page.Button("Add many").ClickAsync();

        // A file that is chosen before the field has been connected is not heard of: no viewer is that quick.
        await Waiting.UntilAsync(
            async () =>
            {
                await page.Field("Or use the lines of a file").SetInputFilesAsync(file);
                return (await page.GetByTestId("paste-status").InnerTextAsync()).Contains("20,000 entries", StringComparison.Ordinal);
            },
            static () => "The file is not read.",
            between: TimeSpan.FromSeconds(3),
            stop: TestContext.Current.CancellationToken);
        await page.OpenDialog().Locator("button[type=submit]").ClickAsync();
        await page.SaysAsync("Added 20,000 of 20,000 entries to the IP Block list.");
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(50);
        await Assertions.Expect(page.Locator(".pager")).ToContainTextAsync("Page 1 of 400");
        await page.Button("Next").ClickAsync();
        await Assertions.Expect(page.Locator(".pager")).ToContainTextAsync("Page 2 of 400");
        await page.Field("Search").FillAsync("10.77.255.");
        await Assertions.Expect(page.GetByTestId("count")).ToHaveTextAsync("1 of 20,000 entries");
        site.AssertNoFaults();
    }

    [Fact]
    public async Task Which_entry_matches_an_address_is_told_over_entries_exceptions_and_files()
    {
        await using var site = await ManagerSite.StartAsync(browser, Feed);
        await File.WriteAllTextAsync(Path.Combine(site.Folder, "own.txt"), "192.0.2.4/30\n");
        var page = await site.SignInAsync(Role.Viewer, "/lists?tab=find");
        await page.EnterAsync("Address", "192.0.2.7");
        await page.Button("Find").ClickAsync();
        await Assertions.Expect(page.Locator("tbody th")).ToHaveTextAsync(["Client exceptions", "IP Allow list", "own", "IP Block list"]);
        await Assertions.Expect(page.Locator("tbody .badge")).ToHaveTextAsync(["accepts", "expired", "accepts", "rejects"]);
        await Assertions.Expect(page.Locator("tbody tr").Nth(1)).ToContainTextAsync("<b>partner</b>");
        await page.AssertNoViolationsAsync();
        await page.EnterAsync("Address", "198.51.100.1");
        await page.Button("Find").ClickAsync();
        await Assertions.Expect(page.GetByTestId("found")).ToContainTextAsync("No entry contains 198.51.100.1.");
        await page.EnterAsync("Address", "example.com");
        await page.Button("Find").ClickAsync();
        await Assertions.Expect(page.GetByTestId("found")).ToContainTextAsync("'example.com' is not an IP address.");
        site.AssertNoFaults();
    }

    [Fact]
    public async Task A_version_that_was_held_back_is_compared_and_accepted_or_dropped()
    {
        await using var site = await ManagerSite.StartAsync(browser, Feed);
        var place = Hold(site, "198.51.100.1\n198.51.100.9\n", "198.51.100.9\n203.0.113.1\n");
        var page = await site.SignInAsync(Role.Operator, "/lists?tab=files");
        await Assertions.Expect(page.Locator(".held")).ToContainTextAsync("At least 80 % were removed.");
        await Assertions.Expect(page.GetByTestId("difference")).ToContainTextAsync("1 range added, 1 removed");
        await page.AssertNoViolationsAsync();
        await page.KeepAsync("held");
        Assert.DoesNotContain("geheim", await page.ContentAsync(), StringComparison.Ordinal);
        await page.Button("Discard the new version of drop").ClickAsync();
        await page.SaysAsync("drop: Discarded.");
        await Assertions.Expect(page.Locator(".held")).ToHaveCountAsync(0);
        Assert.False(File.Exists(place.Held));

        Hold(site, "198.51.100.1\n", "203.0.113.1\n");
        await page.ReloadAsync();
        await page.Button("Accept the new version of drop").ClickAsync();
        await page.OpenDialog().Locator("button.danger").ClickAsync();
        await page.SaysAsync("drop: The new version is active.");
        Assert.Equal("203.0.113.1\n", await File.ReadAllTextAsync(place.File));
        site.AssertNoFaults();
    }

    [Fact]
    public async Task A_list_is_added_changed_moved_disabled_and_removed()
    {
        await using var site = await ManagerSite.StartAsync(browser, Feed);
        var page = await site.SignInAsync(Role.Administrator, "/lists/add");
        await page.EnterAsync("List name", "third");
        await page.EnterAsync("File", "third.txt");
        await page.EnterAsync("URL (https)", "http://lists.example.com/third.txt");
        await page.Button("Add").ClickAsync();
        await Assertions.Expect(page.Locator("#field-url-error")).ToContainTextAsync("https");
        await page.EnterAsync("URL (https)", "");
        await Assertions.Expect(page.GetByTestId("form-status")).ToContainTextAsync("the list third has no entries yet");
        await page.AssertNoViolationsAsync();
        await page.Button("Add").ClickAsync();
        await page.SaysAsync("Added the list third.");
        await page.ClickAsync("main a:has-text('drop')");
        await Assertions.Expect(page.Field("URL (https)")).ToHaveAttributeAsync("placeholder", "unchanged");
        await page.EnterAsync("Status code", "450");
        await page.Button("Save").ClickAsync();
        await page.SaysAsync("Saved the list drop.");
        Assert.Contains("?key=geheim", site.SettingsText, StringComparison.Ordinal);
        await page.Button("Move third up").ClickAsync();
        await page.SaysAsync("Moved third up.");
        await page.Button("Disable own").ClickAsync();
        await page.SaysAsync("Disabled own.");
        await page.Button("Remove drop").ClickAsync();
        await page.OpenDialog().Locator("button.danger").ClickAsync();
        await page.SaysAsync("Removed drop.");
        Assert.True(JToken.DeepEquals(
            JToken.Parse("""[ { "name": "third", "file": "third.txt" }, { "name": "own", "file": "own.txt", "kind": "allow", "enabled": false } ]"""),
            JObject.Parse(site.SettingsText)["lists"]), site.SettingsText);
        site.AssertNoFaults();
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Light, 360)]
    public async Task Axe_finds_nothing_and_it_fits(ColorScheme colors, int width)
    {
        await using var site = await ManagerSite.StartAsync(browser, Feed);
        Hold(site, "198.51.100.1\n", "203.0.113.1\n");
        var page = await site.SignInAsync(Role.Administrator, "/lists?tab=allow", colors, width);
        await page.Button("Edit 192.0.2.7").ClickAsync();
        await page.Field("Expires (your time zone)").WaitForAsync();
        await page.LookAsync($"entry-{colors}-{width}");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.OpenDialog()).ToHaveCountAsync(0);
        await page.LookAsync($"entries-{colors}-{width}");
        foreach (var (path, name) in new[] { ("/lists?tab=files", "files"), ("/lists/edit?name=drop", "list") })
        {
            await page.GotoAsync(path);
            await page.Locator("main .card").First.WaitForAsync();
            await page.LookAsync($"{name}-{colors}-{width}");
        }

        site.AssertNoFaults();
    }

    private static ListPlace Hold(ManagerSite site, string inForce, string held)
    {
        var settings = SettingsFile.Parse(site.SettingsText, site.SettingsPath).Settings!;
        var place = ListPlace.Of(settings.Lists[0], settings, site.SettingsPath);
        Directory.CreateDirectory(Path.GetDirectoryName(place.File)!);
        File.WriteAllText(place.File, inForce);
        File.WriteAllText(place.Held, held);
        var record = new FeedRecord { Source = HeldVersion.SourceOf(settings.Lists[0]), Result = FeedResult.Held, Why = "at least 80 % were removed" };
        File.WriteAllText(place.Record, record.ToJson());
        return place;
    }
}
