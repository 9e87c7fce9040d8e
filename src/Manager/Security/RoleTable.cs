using System;
using System.Collections.Generic;
using IpBlock.Manager.Accounts;
using IpBlock.Manager.Organization;
using IpBlock.Manager.Pages.Accounts;
using IpBlock.Manager.Pages.Check;
using IpBlock.Manager.Pages.Exceptions;
using IpBlock.Manager.Pages.History;
using IpBlock.Manager.Pages.Invitation;
using IpBlock.Manager.Pages.Lists;
using IpBlock.Manager.Pages.Log;
using IpBlock.Manager.Pages.MyAccount;
using IpBlock.Manager.Pages.NotFound;
using IpBlock.Manager.Pages.Overview;
using IpBlock.Manager.Pages.Policies;
using IpBlock.Manager.Pages.Providers;
using IpBlock.Manager.Pages.Reports;
using IpBlock.Manager.Pages.Servers;
using IpBlock.Manager.Pages.Settings;
using IpBlock.Manager.Pages.SignIn;
using IpBlock.Manager.Pages.WhatIf;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;

namespace IpBlock.Manager.Security;

/// <summary>
/// The least role for everything that can be reached: pages, endpoints, commands. What is not here is refused, and a test fails that looks for it.
/// </summary>
public static class RoleTable
{
    private static readonly Dictionary<Type, Role> Pages = new()
    {
        [typeof(SignInPage)] = Role.Anyone,
        [typeof(InvitationPage)] = Role.Anyone,
        [typeof(NotFoundPage)] = Role.Viewer,
        [typeof(OverviewPage)] = Role.Viewer,
        [typeof(LogPage)] = Role.Viewer,
        [typeof(DecisionPage)] = Role.Viewer,
        [typeof(CheckPage)] = Role.Operator,
        [typeof(WhatIfPage)] = Role.Operator,
        [typeof(ReportsPage)] = Role.Viewer,
        [typeof(ServersPage)] = Role.Viewer,
        [typeof(ProvidersPage)] = Role.Viewer,
        [typeof(ProviderFormPage)] = Role.Viewer,
        [typeof(CataloguePage)] = Role.Viewer,
        [typeof(ListsPage)] = Role.Viewer,
        [typeof(ListFormPage)] = Role.Viewer,
        [typeof(ExceptionsPage)] = Role.Viewer,
        [typeof(PoliciesPage)] = Role.Viewer,
        [typeof(PolicyFormPage)] = Role.Viewer,
        [typeof(SettingsPage)] = Role.Viewer,
        [typeof(SettingsFilePage)] = Role.Administrator,
        [typeof(HistoryPage)] = Role.Viewer,
        [typeof(ChangePage)] = Role.Viewer,
        [typeof(AccountsPage)] = Role.Administrator,
        [typeof(MyAccountPage)] = Role.Viewer,
    };

    private static readonly Dictionary<PageCommand, Role> Commands = new()
    {
        [OverviewCommands.Switch] = Role.Administrator,
        [OverviewCommands.Mode] = Role.Administrator,
        [OverviewCommands.Examine] = Role.Operator,
        [LogCommands.Exempt] = Role.Operator,
        [CheckCommands.Run] = Role.Operator,
        [CheckCommands.RunWith] = Role.Administrator,
        [WhatIfCommands.Replay] = Role.Operator,
        [WhatIfCommands.Write] = Role.Administrator,
        [WhatIfCommands.Apply] = Role.Administrator,
        [ProviderCommands.Add] = Role.Administrator,
        [ProviderCommands.Set] = Role.Administrator,
        [ProviderCommands.Enable] = Role.Administrator,
        [ProviderCommands.Move] = Role.Administrator,
        [ProviderCommands.Remove] = Role.Administrator,
        [ProviderCommands.Test] = Role.Operator,
        [ListCommands.AddEntry] = Role.Operator,
        [ListCommands.SetEntry] = Role.Operator,
        [ListCommands.RemoveEntry] = Role.Operator,
        [ListCommands.PasteEntries] = Role.Operator,
        [ListCommands.AcceptHeld] = Role.Operator,
        [ListCommands.DropHeld] = Role.Operator,
        [ListCommands.AddList] = Role.Administrator,
        [ListCommands.SetList] = Role.Administrator,
        [ListCommands.EnableList] = Role.Administrator,
        [ListCommands.MoveList] = Role.Administrator,
        [ListCommands.RemoveList] = Role.Administrator,
        [ExceptionCommands.Add] = Role.Operator,
        [ExceptionCommands.Set] = Role.Operator,
        [ExceptionCommands.Remove] = Role.Operator,
        [ExceptionCommands.Paste] = Role.Operator,
        [PolicyCommands.Add] = Role.Administrator,
        [PolicyCommands.Set] = Role.Administrator,
        [PolicyCommands.Enable] = Role.Administrator,
        [PolicyCommands.Move] = Role.Administrator,
        [PolicyCommands.Remove] = Role.Administrator,
        [SettingsCommands.Save] = Role.Administrator,
        [SettingsCommands.Upload] = Role.Administrator,
        [HistoryCommands.Undo] = Role.Administrator,
        [HistoryCommands.GoBack] = Role.Administrator,
        [AccountCommands.Invite] = Role.Administrator,
        [AccountCommands.MakeLink] = Role.Administrator,
        [AccountCommands.Change] = Role.Administrator,
        [AccountCommands.Remove] = Role.Administrator,
        [AccountCommands.EndSession] = Role.Administrator,
        [MyAccountCommands.Password] = Role.Viewer,
        [MyAccountCommands.EndOthers] = Role.Viewer,
        [MyAccountCommands.TurnOnCodes] = Role.Viewer,
        [MyAccountCommands.TurnOffCodes] = Role.Viewer,
    };

    // By the pattern of the route. The circuit itself is open to each role; what runs in it is looked at command by command.
    private static readonly Dictionary<string, Role> Endpoints = new(StringComparer.Ordinal)
    {
        ["/sign-out"] = Role.Viewer,
        [OrganizationSignIn.StartPath] = Role.Anyone,
        [OrganizationSignIn.CallbackPath] = Role.Anyone,
        [LogCsv.Path] = Role.Viewer,
        [SettingsDownload.Path] = Role.Administrator,
        [ReportCsv.Path] = Role.Viewer,
        ["/_blazor"] = Role.Viewer,
        ["/_blazor/negotiate"] = Role.Viewer,
        ["/_blazor/initializers/"] = Role.Viewer,
        ["/_blazor/disconnect/"] = Role.Viewer,
        ["/_framework/opaque-redirect"] = Role.Viewer,

        // The page's own files that are newer than the build; a published program has no such endpoint.
        ["{**path:file}"] = Role.Anyone,
    };

    /// <summary>The least role for a page; null for one that is not in the table, and is refused to all.</summary>
    public static Role? Of(Type page) => Pages.TryGetValue(page, out var role) ? role : null;

    /// <summary>The least role for a command; null for one that is not in the table, and is refused to all.</summary>
    public static Role? Of(PageCommand command) => Commands.TryGetValue(command, out var role) ? role : null;

    /// <summary>The least role for an endpoint; null for one that is not in the table, and is refused to all.</summary>
    public static Role? Of(Endpoint endpoint)
    {
        if (endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is { } page)
            return Of(page.Type);

        // Style sheets, scripts and fonts, which are the same for everybody.
        if (endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is not null)
            return Role.Anyone;
        return endpoint is RouteEndpoint { RoutePattern.RawText: { } pattern } && Endpoints.TryGetValue(pattern, out var role) ? role : null;
    }
}
