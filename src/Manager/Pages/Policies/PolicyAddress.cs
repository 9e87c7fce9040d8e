using System;

namespace IpBlock.Manager.Pages.Policies;

/// <summary>The addresses of the pages about recipient policies.</summary>
public static class PolicyAddress
{
    /// <summary>All policies.</summary>
    public const string OfAll = "policies";

    /// <summary>The form of a new policy.</summary>
    public const string OfNew = "policies/add";

    /// <summary>The form of a policy.</summary>
    public static string Of(string name) => "policies/edit?name=" + Uri.EscapeDataString(name);
}
