using System.Linq;
using System.Threading.Tasks;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace IpBlock.Manager.Tests.Browser;

/// <summary>What axe finds against WCAG 2.1 AA.</summary>
internal static class Accessibility
{
    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"] },
    };

    /// <summary>Fails with each violation and the element that it is about.</summary>
    public static async Task AssertNoViolationsAsync(this IPage page)
    {
        var result = await page.RunAxe(Rules);
        var found = result.Violations.SelectMany(static violation => violation.Nodes.Select(node =>
            $"{violation.Id}: {violation.Help}\n  {node.Html}\n  {string.Join("; ", node.Any.Select(static check => check.Message))}"));
        Assert.True(result.Violations.Length == 0, string.Join("\n", found));
    }

    /// <summary>Fails when the page is wider than its window. Until their font is there, icons are words, which take more place.</summary>
    public static async Task AssertFitsAsync(this IPage page) =>
        Assert.True(await page.EvaluateAsync<bool>("document.fonts.ready.then(() => document.documentElement.scrollWidth <= window.innerWidth)"), "The page is wider than its window.");
}
