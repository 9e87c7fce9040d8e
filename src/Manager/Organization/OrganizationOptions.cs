using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Manager.Accounts;

namespace IpBlock.Manager.Organization;

/// <summary>The OpenID Connect provider at which people sign in beside the page's own accounts, and which of its roles count.</summary>
public sealed record OrganizationOptions
{
    /// <summary>The claim that is read unless another is named.</summary>
    public const string UsualRoleClaim = "roles";

    /// <summary>The provider: its discovery document is below it, at <c>.well-known/openid-configuration</c>. Always https.</summary>
    public required Uri Authority { get; init; }

    /// <summary>What the provider calls this page.</summary>
    public required string ClientId { get; init; }

    /// <summary>The secret with which the page redeems codes.</summary>
    public required string ClientSecret { get; init; }

    /// <summary>The claim of the ID token with the roles: one text or a list of them.</summary>
    public string RoleClaim { get; init; } = UsualRoleClaim;

    /// <summary>The value of the claim for each role that can be had; upper and lower case differ.</summary>
    public required IReadOnlyDictionary<Role, string> Values { get; init; }

    /// <summary>A file in PEM with the certificates that the provider's may be signed with, instead of the system's; null for the system's.</summary>
    public string? TrustedCertificate { get; init; }

    /// <summary>The highest role that one of the claim's values gives; null when none does.</summary>
    public Role? RoleOf(IReadOnlyCollection<string> values)
    {
        var roles = Values.Where(one => values.Contains(one.Value, StringComparer.Ordinal)).Select(static one => one.Key).ToList();
        return roles.Count == 0 ? null : roles.Max();
    }
}
