using System;
using System.IO;
using System.Threading.Tasks;
using Microsoft.Playwright;

namespace IpBlock.Manager.Tests.Browser;

/// <summary>What tests do on pages again and again.</summary>
internal static class PageTalk
{
    /// <summary>The field of this label, which must be the whole of it.</summary>
    public static ILocator Field(this IPage page, string label) => page.GetByLabel(label, new PageGetByLabelOptions { Exact = true });

    /// <summary>Fills a field as a viewer does, who leaves it then.</summary>
    public static async Task EnterAsync(this IPage page, string label, string text)
    {
        await page.Field(label).FillAsync(text);
        await page.Field(label).BlurAsync();
    }

    /// <summary>The button of this name, which must be the whole of it.</summary>
    public static ILocator Button(this IPage page, string name) => page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name, Exact = true });

    /// <summary>The radio button or check box of this name.</summary>
    public static ILocator Box(this IPage page, string name, AriaRole role = AriaRole.Radio) =>
        page.GetByRole(role, new PageGetByRoleOptions { Name = name, Exact = true });

    /// <summary>The open dialog.</summary>
    public static ILocator OpenDialog(this IPage page) => page.Locator("[role=dialog]");

    /// <summary>Waits until the page says on top what was done, and takes the message away.</summary>
    public static async Task SaysAsync(this IPage page, string text)
    {
        await Assertions.Expect(page.GetByTestId("message")).ToContainTextAsync(text);
        await page.Button("Close the message").ClickAsync();
        await Assertions.Expect(page.GetByTestId("message")).ToHaveCountAsync(0);
    }

    /// <summary>Keeps a picture for whoever wants to look at it.</summary>
    public static Task KeepAsync(this IPage page, string name) =>
        page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Path.GetTempPath(), name + ".png"), FullPage = true });

    /// <summary>Keeps a picture, and fails when the page is too wide or axe finds something.</summary>
    public static async Task LookAsync(this IPage page, string name)
    {
        await page.KeepAsync(name);
        await page.AssertFitsAsync();
        await page.AssertNoViolationsAsync();
    }
}
