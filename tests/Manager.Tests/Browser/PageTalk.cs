using System;
using System.Collections.Concurrent;
using System.Globalization;
using System.IO;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using IpBlock.Testing;
using Microsoft.Playwright;
using Xunit;

namespace IpBlock.Manager.Tests.Browser;

/// <summary>What tests do on pages again and again.</summary>
internal static class PageTalk
{
    private static readonly ConcurrentDictionary<string, bool> Examined = new(StringComparer.Ordinal);

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

    /// <summary>
    /// Waits until the page is at the address and loaded. On a busy machine <c>WaitForURLAsync</c> of Playwright 1.64 misses every other change of the address within a page, and its patterns with asterisks do not match an
    /// address that has a question mark.
    /// </summary>
    public static Task ArrivesAtAsync(this IPage page, string address) =>
        page.ArrivesAtAsync(new Regex($"^{Regex.Escape(address)}$", RegexOptions.None, TimeSpan.FromSeconds(1)));

    /// <inheritdoc cref="ArrivesAtAsync(IPage, string)"/>
    public static async Task ArrivesAtAsync(this IPage page, Regex address)
    {
        await Assertions.Expect(page).ToHaveURLAsync(address);
        await page.WaitForLoadStateAsync();
    }

    /// <summary>Waits until the page says on top what was done, and takes the message away.</summary>
    public static async Task SaysAsync(this IPage page, string text)
    {
        await Assertions.Expect(page.GetByTestId("message")).ToContainTextAsync(text);
        await page.Button("Close the message").ClickAsync();
        await Assertions.Expect(page.GetByTestId("message")).ToHaveCountAsync(0);
    }

    /// <summary>Keeps a picture, in the folder that the environment variable IPBLOCK_PICTURES names; without it nobody wants one.</summary>
    public static async Task KeepAsync(this IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("IPBLOCK_PICTURES") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png"), FullPage = true });
    }

    /// <summary>
    /// Keeps a picture, and fails when the page is too wide or axe finds something. Axe looks once at a page in its light and once in its dark colors, in the
    /// first width in which a test shows it; <c>./test.sh --all</c> has it look at each.
    /// </summary>
    /// <param name="page">The page.</param>
    /// <param name="name">A name of its own for this page in these colors, with the width in it.</param>
    public static async Task LookAsync(this IPage page, string name)
    {
        await page.KeepAsync(name);
        await page.AssertFitsAsync();
        var ofAnyWidth = name.Replace("-" + page.ViewportSize!.Width.ToString(CultureInfo.InvariantCulture), "", StringComparison.Ordinal);
        if (LongMatrix.IsWhole || Examined.TryAdd(TestContext.Current.TestClass!.TestClassName + " " + ofAnyWidth, true))
            await page.AssertNoViolationsAsync();
    }
}
