using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using IpBlock.Administration.Editing;
using IpBlock.Manager.Accounts;
using IpBlock.Manager.Hosting;
using IpBlock.Manager.Security;
using IpBlock.Testing.Servers;
using IpBlock.Time;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Routing;
using Xunit;

namespace IpBlock.Manager.Tests.Security;

public sealed class RoleTableTests
{
    private static readonly Type[] Types = typeof(RoleTable).Assembly.GetTypes();

    [Fact]
    public void Each_page_is_in_the_table()
    {
        var pages = Types.Where(static type => type.IsDefined(typeof(RouteAttribute))).ToList();
        Assert.NotEmpty(pages);
        Assert.Empty(pages.Where(static page => RoleTable.Of(page) is null).Select(static page => page.Name));
    }

    [Fact]
    public void Each_command_is_in_the_table_and_none_is_for_those_who_have_not_signed_in()
    {
        var commands = Commands().ToList();
        Assert.NotEmpty(commands);
        Assert.Empty(commands.Where(static command => RoleTable.Of(command) is null or Role.Anyone).Select(static command => command.Name));
        Assert.Equal(commands.Count, commands.Select(static command => command.Name).Distinct().Count());
    }

    [Fact]
    public async Task Each_endpoint_is_in_the_table()
    {
        using var folder = new ScratchFolder();
        var options = new ManagerOptions { SettingsPath = folder.Write("ipblock.json", "{}"), DataFolder = folder.Path };
        await using var host = ManagerHost.Build(options, Clock.System);
        var endpoints = host.Endpoints.ToList();
        Assert.Contains(endpoints, static endpoint => endpoint is RouteEndpoint { RoutePattern.RawText: "/_blazor/negotiate" });
        Assert.Empty(endpoints.Where(static endpoint => RoleTable.Of(endpoint) is null)
            .Select(static endpoint => (endpoint as RouteEndpoint)?.RoutePattern.RawText + " " + endpoint.DisplayName));
    }

    [Fact]
    public void Nobody_who_has_not_signed_in_reaches_more_than_the_two_pages_that_lead_in()
    {
        var open = Types.Where(static type => type.IsDefined(typeof(RouteAttribute)) && RoleTable.Of(type) == Role.Anyone).Select(static type => type.Name);
        Assert.Equal(["InvitationPage", "SignInPage"], open.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_component_has_a_way_round_the_table()
    {
        // What changes something without asking for a permit; the two pages that lead in sign in, and have no circuit.
        Type[] bare =
        [
            typeof(AccountDatabase), typeof(AccountStore), typeof(InvitationStore), typeof(SessionStore), typeof(AuthenticatorStore), typeof(HalfSignedIn),
            typeof(SignInLimits), typeof(SignIn), typeof(SettingsEditor),
        ];
        const BindingFlags all = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        var ways = Types.Where(static type => typeof(ComponentBase).IsAssignableFrom(type) && RoleTable.Of(type) != Role.Anyone)
            .SelectMany(type => type.GetProperties(all).Where(property => bare.Contains(property.PropertyType))
                .Select(property => $"{type.Name}.{property.Name}"));
        Assert.Empty(ways);
    }

    private static IEnumerable<PageCommand> Commands() => Types
        .SelectMany(static type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
        .Where(static field => field.FieldType == typeof(PageCommand)).Select(static field => (PageCommand)field.GetValue(null)!);
}
