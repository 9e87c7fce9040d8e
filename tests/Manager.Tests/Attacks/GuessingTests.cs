using System;
using System.Linq;
using System.Net;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using IpBlock.Manager.Accounts;
using IpBlock.Manager.Tests.Browser;
using IpBlock.Tests.Time;
using Xunit;

namespace IpBlock.Manager.Tests.Attacks;

/// <summary>Somebody who guesses passwords over HTTP, each guess in a browser of its own. Each test has a page of its own: an address has twenty tries a minute.</summary>
public sealed class GuessingTests(Chromium browser)
{
    [Fact]
    public async Task Ten_guesses_lock_a_name_and_nothing_tells_a_name_that_is_there_from_one_that_is_not()
    {
        await using var site = await ManagerSite.StartProgramAsync(browser);
        await MemberAsync(site, "alice");
        for (var i = 0; i < SignInLimits.FailuresOfName - 1; i++)
        {
            var (known, unknown) = (await GuessAsync(site, "alice", "wrong"), await GuessAsync(site, "nobody", "wrong"));
            Assert.Contains("The name or the password is incorrect.", known, StringComparison.Ordinal);
            Assert.Equal(known.Replace("alice", "nobody", StringComparison.Ordinal), unknown);
        }

        // The address has had its tries by now; that is said before anybody looks whether a password is right.
        await site.RestartAsync();
        var (last, lastOfNobody) = (await GuessAsync(site, "alice", "wrong"), await GuessAsync(site, "nobody", "wrong"));
        Assert.Contains("too many failed sign-ins with this name", last, StringComparison.Ordinal);
        Assert.Equal(last.Replace("alice", "nobody", StringComparison.Ordinal), lastOfNobody);
        Assert.Equal(last, await GuessAsync(site, "alice", ManagerSite.Password)); // also after a restart
    }

    [Fact]
    public async Task An_address_has_twenty_tries_a_minute_whatever_it_says_of_itself()
    {
        await using var site = await ManagerSite.StartAsync(browser, clock: new FakeClock());
        await MemberAsync(site, "alice"); // the first try
        for (var i = 1; i < SignInLimits.TriesOfAddress; i++)
            await GuessAsync(site, "n" + i, "wrong", ("X-Forwarded-For", "203.0.113." + i), ("X-Real-IP", "203.0.113." + i));
        Assert.Contains("too many sign-ins from this address", await GuessAsync(site, "alice", ManagerSite.Password), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_of_a_session_is_neither_chosen_by_another_nor_good_after_its_end()
    {
        await using var site = await ManagerSite.StartAsync(browser);
        var cookie = await MemberAsync(site, "alice");
        using var victim = new Intruder(site);
        var chosen = SecretKey.New();
        victim.Take(cookie.Name, chosen);
        using var answer = await victim.SignInAsync("alice", ManagerSite.Password);
        Assert.NotEqual(chosen, victim.Session!.Value);
        foreach (var key in new[] { chosen, new string('A', 43), "", "x", victim.Session.Value.ToUpperInvariant(), SecretKey.HashOf(victim.Session.Value) })
        {
            using var intruder = new Intruder(site);
            intruder.Take(cookie.Name, key);
            using var asked = await intruder.GetAsync("/");
            Assert.Equal(HttpStatusCode.Redirect, asked.StatusCode);
        }

        using var copy = new Intruder(site);
        copy.TakeAllOf(victim);
        using var before = await copy.GetAsync("/");
        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        using var page = await victim.GetAsync("/sign-in");
        using var signedIn = await victim.SignInAsync("alice", ManagerSite.Password); // the session before ends with it
        using var after = await copy.GetAsync("/");
        Assert.Equal(HttpStatusCode.Redirect, after.StatusCode);
    }

    private static async Task<Cookie> MemberAsync(ManagerSite site, string name)
    {
        using var member = new Intruder(site);
        using var answer = await member.AcceptAsync(await site.InviteAsync(name, Role.Viewer), ManagerSite.Password);
        return member.Session!;
    }

    // What the browser is shown, without what is another each time.
    private static async Task<string> GuessAsync(ManagerSite site, string name, string password, params (string, string)[] headers)
    {
        using var intruder = new Intruder(site);
        using var answer = await intruder.SignInAsync(name, password, "", headers);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Null(intruder.Session);
        var text = await answer.Content.ReadAsStringAsync();
        text = text.Replace(Intruder.TokenIn(text), "", StringComparison.Ordinal);
        var shown = string.Join('\n', answer.Headers.Where(static one => one.Key is not "Date").Select(static one => one.Key)) + "\n" + text;
        return Regex.Replace(shown, "<!--Blazor[^>]*-->", "", RegexOptions.None, TimeSpan.FromSeconds(1));
    }
}
