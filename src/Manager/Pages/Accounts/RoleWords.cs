using System.Collections.Generic;
using IpBlock.Manager.Accounts;

namespace IpBlock.Manager.Pages.Accounts;

/// <summary>What the roles may do, in words.</summary>
public static class RoleWords
{
    /// <summary>The roles, the least first.</summary>
    public static IReadOnlyList<(Role Role, string Text)> All { get; } =
    [
        (Role.Viewer, "Can view all pages except Check, What if, Accounts and Settings file. Cannot make changes."),
        (Role.Operator, "Can also change entries and exceptions, accept or discard new versions of lists, check clients, test providers, start a check of the server, "
            + "and see the effect of selected changes under What if."),
        (Role.Administrator, "Can also change providers, lists, policies, all other settings, and accounts; download and upload the settings file; check "
            + "clients with other settings; edit and apply settings under What if."),
    ];
}
