using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using IpBlock.Manager.Accounts;
using IpBlock.Manager.Security;
using IpBlock.Manager.Tests.Browser;
using IpBlock.Manager.Tests.Pages.Log;
using Microsoft.AspNetCore.Components;
using Microsoft.Playwright;
using Xunit;

namespace IpBlock.Manager.Tests.Attacks;

/// <summary>
/// HELO, recipient, the words of a list, its name, the name of a failed sign-in and a browser's name hold markup that would run a script. It is text on each
/// page that there is: those of the table of roles, so that a new page is looked at too.
/// </summary>
public sealed class ScriptInMailTests(LoggedMailSite mail) : IClassFixture<LoggedMailSite>
{
    private const string Mark = "<img src=x onerror=alert(4)>";

    // What is in none of the pages' own markup: a picture without a file, bold recipients, drawings with a handler.
    private const string Foreign = """
        () => [...document.querySelectorAll('*')].filter(e => [...e.attributes].some(a => a.name.startsWith('on')) || e.matches('img[src=x], b, script:not([src])'))
            .map(e => e.outerHTML.slice(0, 200))
        """;

    [Fact]
    public async Task It_is_text_on_every_page()
    {
        await mail.AskAsync(LoggedMailSite.Listed);
        await mail.AskAsync(LoggedMailSite.Unlisted);
        using (var guess = new Intruder(mail.Site))
        using (await guess.SignInAsync(Mark, "wrong", "", ("User-Agent", Mark)))
        {
        }

        using var viewer = new Intruder(mail.Site);
        using (await viewer.AcceptAsync(await mail.Site.InviteAsync("viewer", Role.Viewer), ManagerSite.Password))
        using (await viewer.SignInAsync("viewer", ManagerSite.Password, "", ("User-Agent", Mark)))
        {
        }

        var page = await mail.Site.SignInAsync(Role.Administrator, "/log", name: "reader");
        var dialogs = new List<string>();
        page.Dialog += (_, dialog) =>
        {
            dialogs.Add(dialog.Message);
            _ = dialog.DismissAsync();
        };
        var decision = page.Locator("tbody th a", new PageLocatorOptions { HasText = LoggedMailSite.Listed }).First;
        await decision.WaitForAsync();
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        string[] more = ["/accounts?tab=log", "/accounts?tab=sessions", "/log?group=recipient", "/log?group=list", "/log?text=" + Uri.EscapeDataString(Mark), await decision.GetAttributeAsync("href") ?? ""];
        foreach (var path in Pages().Concat(more.Select(static path => "/" + path.TrimStart('/'))))
        {
            await page.GotoAsync(path);
            await page.Locator("main h1").WaitForAsync();
            seen[path] = await SettledAsync(page);
            Assert.Equal((path, ""), (path, string.Join('\n', await page.EvaluateAsync<string[]>(Foreign))));
        }

        Assert.Empty(dialogs);
        mail.Site.AssertNoFaults();

        // It was there to be run.
        var text = string.Concat(seen.Values);
        foreach (var part in new[] { LoggedMailSite.ListName, LoggedMailSite.Helo, LoggedMailSite.Recipient, LoggedMailSite.Words, Mark })
            Assert.Contains(part, text, StringComparison.Ordinal);
    }

    // Until nothing more comes: pages read in the background what they show.
    private static async Task<string> SettledAsync(IPage page)
    {
        var text = "";
        for (var same = 0; same < 3;)
        {
            await page.WaitForTimeoutAsync(100);
            var now = await page.Locator("main").InnerTextAsync();
            same = now == text ? same + 1 : 0;
            text = now;
        }

        return text;
    }

    private static IEnumerable<string> Pages() => typeof(RoleTable).Assembly.GetTypes()
        .Where(static type => RoleTable.Of(type) > Role.Anyone).SelectMany(static type => type.GetCustomAttributes<RouteAttribute>())
        .Select(static route => route.Template).Where(static path => !path.Contains('{', StringComparison.Ordinal));
}
