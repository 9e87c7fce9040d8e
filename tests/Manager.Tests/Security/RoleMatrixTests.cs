using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using IpBlock.Manager.Accounts;
using IpBlock.Manager.Hosting;
using IpBlock.Manager.Security;
using IpBlock.Manager.Tests.Browser;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;

namespace IpBlock.Manager.Tests.Security;

/// <summary>
/// Everything that can be reached, found by reflection, and tried by each role: over HTTP, and in the circuit of a page that is open. What the table of
/// roles does not name fails here.
/// </summary>
public sealed class RoleMatrixTests(CircuitSite site) : IClassFixture<CircuitSite>
{
    private static readonly Type[] Types = typeof(RoleTable).Assembly.GetTypes();
    private static readonly Role[] Everybody = [Role.Anyone, .. CircuitSite.All];

    [Fact]
    public async Task Each_endpoint_answers_those_whom_the_table_lets_and_nobody_else()
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });
        var tried = 0;
        var wrong = new List<string>();
        foreach (var endpoint in site.Host.Endpoints.OfType<RouteEndpoint>().Where(static one => one.Metadata.GetMetadata<StaticAssetDescriptor>() is null))
        {
            if (RoleTable.Of(endpoint) is not { } needed)
            {
                wrong.Add($"{endpoint.RoutePattern.RawText} is not in the table");
                continue;
            }

            var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET", "POST"];
            foreach (var (method, role) in methods.SelectMany(static _ => Everybody, static (method, role) => (method, role)))
            {
                var status = await AskAsync(client, method, endpoint.RoutePattern.RawText!, role);
                if (Of(status) != (role >= needed))
                    wrong.Add($"{method} {endpoint.RoutePattern.RawText} as {role} ({needed} is needed): {(int)status}");
                tried++;
            }
        }

        Assert.Empty(wrong);
        Assert.True(tried > Everybody.Length * Pages().Count(), "There are fewer endpoints than pages.");
    }

    [Fact]
    public void Files_that_everybody_may_have_are_those_of_the_look()
    {
        var files = site.Host.Endpoints.Where(static one => one.Metadata.GetMetadata<StaticAssetDescriptor>() is not null)
            .Select(static one => ((RouteEndpoint)one).RoutePattern.RawText!).ToList();
        Assert.NotEmpty(files);
        Assert.DoesNotContain(files, static file => !Regex.IsMatch(file, @"\.(css|js|svg|woff2)(\.(br|gz))?$", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task Each_page_is_shown_in_a_circuit_to_those_whom_the_table_lets_and_to_nobody_else()
    {
        var wrong = new List<string>();
        foreach (var role in CircuitSite.All)
        {
            var page = site.PageOf(role);
            foreach (var (type, path) in Pages().Where(static one => RoleTable.Of(one.Type) != Role.Anyone))
            {
                await page.EvaluateAsync("path => Blazor.navigateTo(path)", path);
                await page.ArrivesAtAsync(site.Url + path);
                await page.Locator("main h1").WaitForAsync();

                // Without a request: the heading before may still be there.
                var isRefused = await EventuallyAsync(page, RoleTable.Of(type) is not { } needed || role < needed);
                if (isRefused != (RoleTable.Of(type) is not { } least || role < least))
                    wrong.Add($"{path} as {role}: {(isRefused ? "refused" : "shown")}");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Each_command_is_carried_out_in_a_circuit_for_those_whom_the_table_lets_and_for_nobody_else()
    {
        var (tried, wrong) = (0, new List<string>());
        foreach (var role in CircuitSite.All)
        {
            var runner = await site.RunnerAsync(role.ToString());
            foreach (var command in Commands())
            {
                var isMay = RoleTable.Of(command) is { } needed && role >= needed;
                if (await IsDoneAsync(runner, command) != isMay || RoleTable.Of(command) is null or Role.Anyone)
                    wrong.Add($"{command.Name} as {role}");
                tried++;
            }
        }

        Assert.Empty(wrong);
        Assert.Equal(CircuitSite.All.Count * Commands().Count(), tried);
    }

    [Fact]
    public async Task What_is_not_in_the_table_is_refused_to_all()
    {
        var unknown = new PageCommand("nobody.knows", "did what is not in the table");
        foreach (var role in CircuitSite.All)
            Assert.False(await IsDoneAsync(await site.RunnerAsync(role.ToString()), unknown));
    }

    [Fact]
    public async Task In_a_circuit_that_is_open_a_role_that_was_lowered_counts_and_so_does_a_session_that_has_ended()
    {
        var (context, _, key) = await site.OpenAsync(Role.Administrator, "changing");
        await using (context)
        {
            var runner = await site.RunnerAsync("changing");
            var (services, highest) = (site.Host.Services, Commands().First(static one => RoleTable.Of(one) == Role.Administrator));
            Assert.True(await IsDoneAsync(runner, highest));
            services.GetRequiredService<AccountStore>().Put("changing", Role.Operator);
            var done = Commands().Where(static one => RoleTable.Of(one) <= Role.Operator).ToList();
            foreach (var command in Commands())
                Assert.Equal((command.Name, done.Contains(command)), (command.Name, await IsDoneAsync(runner, command)));
            services.GetRequiredService<SessionStore>().End(SecretKey.HashOf(key));
            foreach (var command in Commands())
                Assert.False(await IsDoneAsync(runner, command), command.Name);
        }
    }

    private static async Task<bool> IsDoneAsync(CommandRunner runner, PageCommand command)
    {
        var isRun = false;
        var outcome = await runner.RunAsync(command, permit =>
        {
            isRun = permit is not null;
            return Task.FromResult(CommandOutcome.Done("tried"));
        });
        Assert.Equal(isRun, outcome.Succeeded);
        return isRun;
    }

    private async Task<HttpStatusCode> AskAsync(HttpClient client, string method, string pattern, Role role)
    {
        var path = Regex.Replace(pattern.TrimStart('/'), @"\{[^}]*\}", "1", RegexOptions.None, TimeSpan.FromSeconds(1));
        using var request = new HttpRequestMessage(new HttpMethod(method), $"{site.Url}/{path}");
        request.Headers.Accept.ParseAdd("text/html");
        if (site.KeyOf(role) is { } key)
            request.Headers.Add("Cookie", $"{site.Host.Services.GetRequiredService<Installation>().CookieName}={key}");
        using var answer = await client.SendAsync(request);
        return answer.StatusCode == HttpStatusCode.Redirect && answer.Headers.Location!.OriginalString.Contains("/sign-in", StringComparison.Ordinal)
            ? HttpStatusCode.Unauthorized
            : answer.StatusCode;
    }

    // A wrong form is no refusal: whoever may not ask is not told that his form is wrong.
    private static bool Of(HttpStatusCode status) => status is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden);

    private static async Task<bool> EventuallyAsync(IPage page, bool expected)
    {
        var heading = page.Locator("main h1");
        try
        {
            var text = new Regex("^Not permitted$", RegexOptions.None, TimeSpan.FromSeconds(1));
            if (expected)
                await Assertions.Expect(heading).ToHaveTextAsync(text);
            else
                await Assertions.Expect(heading).Not.ToHaveTextAsync(text);
            return expected;
        }
        catch (PlaywrightException)
        {
            return !expected;
        }
    }

    private static IEnumerable<(Type Type, string Path)> Pages() =>
        from type in Types
        from route in type.GetCustomAttributes<RouteAttribute>()
        select (type, Regex.Replace(route.Template, @"\{[^}]*\}", "1", RegexOptions.None, TimeSpan.FromSeconds(1)));

    private static IEnumerable<PageCommand> Commands() => Types
        .SelectMany(static type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
        .Where(static field => field.FieldType == typeof(PageCommand)).Select(static field => (PageCommand)field.GetValue(null)!);
}
