using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using IpBlock.Manager.Accounts;
using IpBlock.Manager.Security;
using Microsoft.AspNetCore.Components;

namespace IpBlock.Manager.Layout;

/// <summary>An entry of the navigation.</summary>
/// <param name="Title">What the page is called.</param>
/// <param name="Path">Its address, below the base path.</param>
/// <param name="Icon">The name of a Material symbol.</param>
public sealed record NavigationItem(string Title, string Path, string Icon)
{
    private static readonly NavigationItem[] Order =
    [
        new("Overview", "", "monitoring"), new("Providers", "providers", "dns"), new("Lists", "lists", "list_alt"),
        new("Exceptions", "exceptions", "verified_user"),
        new("Policies", "policies", "rule"), new("Log", "log", "receipt_long"), new("Check", "check", "search"), new("What if", "what-if", "science"),
        new("Reports", "reports", "bar_chart"), new("Servers", "servers", "lan"), new("Settings", "settings", "settings"),
        new("History", "history", "history"), new("Accounts", "accounts", "group"), new("My account", "account", "account_circle"),
    ];

    private static readonly Dictionary<string, Type> Pages = typeof(NavigationItem).Assembly.GetTypes()
        .SelectMany(static type => type.GetCustomAttributes<RouteAttribute>().Select(route => (Path: route.Template.TrimStart('/'), type)))
        .ToDictionary(static one => one.Path, static one => one.type, StringComparer.Ordinal);

    /// <summary>The pages that an account of this role may see.</summary>
    public static IEnumerable<NavigationItem> For(Role role) =>
        Order.Where(item => Pages.TryGetValue(item.Path, out var page) && RoleTable.Of(page) is { } needed && role >= needed);
}
