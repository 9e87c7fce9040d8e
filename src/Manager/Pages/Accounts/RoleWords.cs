using System.Collections.Generic;
using IpBlock.Manager.Accounts;

namespace IpBlock.Manager.Pages.Accounts;

/// <summary>What the roles may do, in words.</summary>
public static class RoleWords
{
    /// <summary>The roles, the least first.</summary>
    public static IReadOnlyList<(Role Role, string Text)> All { get; } =
    [
        (Role.Viewer, "Sees all pages but Check, What if, Accounts and Settings file. Changes nothing."),
        (Role.Operator, "Also changes entries and exceptions, accepts or drops new versions of lists, checks clients, tests providers, has the server "
            + "examined, and sees under What if what chosen changes would do."),
        (Role.Administrator, "Also changes providers, lists, policies, all other settings, and accounts; downloads and uploads the settings file; checks "
            + "clients with other settings; writes and applies settings under What if."),
    ];
}
