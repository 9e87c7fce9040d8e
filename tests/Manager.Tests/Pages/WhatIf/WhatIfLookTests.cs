using System.Threading.Tasks;
using IpBlock.Manager.Accounts;
using IpBlock.Manager.Tests.Browser;
using Microsoft.Playwright;
using Xunit;

namespace IpBlock.Manager.Tests.Pages.WhatIf;

public sealed class WhatIfLookTests(JudgedMail mail) : IClassFixture<JudgedMail>
{
    // A replay gives way to all else that this machine does, and so does the one before, which ends first.
    private static readonly LocatorAssertionsToContainTextOptions Patience = new() { Timeout = 180_000 };

    [Theory]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Light, 360)]
    public async Task An_operator_looks_and_can_neither_write_nor_apply(ColorScheme colors, int width)
    {
        var page = await mail.Site.SignInAsync(Role.Operator, "/what-if", colors, width, $"what-if-{colors}-{width}");
        await page.Field("Provider").SelectOptionAsync("block One");
        await page.Button("Disable").ClickAsync();
        await Assertions.Expect(page.GetByTestId("draft-changes")).ToContainTextAsync("blockProviders[One].enabled: set to false");
        await page.Field("Decisions of the last").SelectOptionAsync("30");
        await page.Button("Evaluate again").ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("would be accepted.", Patience);
        await Assertions.Expect(page.Button("Apply the copy ...")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("text=Edit the whole text")).ToHaveCountAsync(0);
        await page.LookAsync($"what-if-{colors}-{width}");
        mail.Site.AssertNoFaults();
    }

    [Fact]
    public async Task A_copy_that_is_changed_while_it_is_judged_gets_no_report_of_what_it_was_before()
    {
        var page = await mail.Site.SignInAsync(Role.Operator, "/what-if", name: "changed");
        using var longer = mail.Lengthen(500_000);
        await page.Button("Evaluate again").ClickAsync();
        await Assertions.Expect(page.Locator(".progress")).ToContainTextAsync("decisions evaluated", Patience);
        await page.Button("Disable").ClickAsync();
        await Assertions.Expect(page.GetByTestId("draft-changes")).ToContainTextAsync("blockProviders[One].enabled: set to false");
        await Assertions.Expect(page.GetByTestId("message")).ToContainTextAsync("The replay was cancelled.", Patience);
        await Assertions.Expect(page.Button("Evaluate again")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByTestId("replay-summary")).ToHaveCountAsync(0);
        mail.Site.AssertNoFaults();
    }

    [Fact]
    public async Task A_long_replay_says_how_far_it_is_and_is_cancelled()
    {
        var page = await mail.Site.SignInAsync(Role.Operator, "/what-if", name: "cancel");
        using var longer = mail.Lengthen(500_000);
        await page.Button("Evaluate again").ClickAsync();
        await Assertions.Expect(page.Locator(".progress")).ToContainTextAsync("decisions evaluated", Patience);
        await page.Button("Cancel").ClickAsync();
        await Assertions.Expect(page.GetByTestId("message")).ToContainTextAsync("The replay was cancelled.", Patience);
        await Assertions.Expect(page.GetByTestId("replay-summary")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Button("Evaluate again")).ToBeVisibleAsync();
        mail.Site.AssertNoFaults();
    }
}
