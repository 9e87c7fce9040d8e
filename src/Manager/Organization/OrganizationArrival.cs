using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Claims;
using IpBlock.Manager.Accounts;

namespace IpBlock.Manager.Organization;

/// <summary>Begins a session for somebody whose ID token has been found good in all respects.</summary>
public sealed class OrganizationArrival(OrganizationOptions options, OrganizationAccounts accounts, SessionStore sessions, UsedSignIns used, AccountLog log)
{
    private static readonly string[] Names = ["preferred_username", "email", "sub"];

    /// <summary>Tries it.</summary>
    /// <param name="user">The claims of the ID token.</param>
    /// <param name="number">The number of the sign-in, of which each counts once.</param>
    /// <param name="address">From where.</param>
    /// <param name="browser">What the browser says of itself.</param>
    /// <returns>The key of a new session, or a word of <see cref="OrganizationProblem"/>.</returns>
    public (string? Key, string? Problem) Arrive(ClaimsPrincipal user, string? number, string address, string browser)
    {
        var name = Names.Select(claim => user.FindFirst(claim)?.Value).FirstOrDefault(static value => !string.IsNullOrWhiteSpace(value)) ?? "";
        if (user.FindFirst("iss")?.Value is not { Length: > 0 } issuer || user.FindFirst("sub")?.Value is not { Length: > 0 } subject)
            return Refused(name, address, "the ID token has no issuer or no subject", OrganizationProblem.Failed);
        if (number is null || !used.Use(number))
            return Refused(name, address, "a response of the provider that was already used", OrganizationProblem.Failed);
        List<string> values = [.. user.FindAll(options.RoleClaim).Select(static claim => claim.Value)];
        if (options.RoleOf(values) is not { } role)
            return Refused(name, address, $"not permitted: the claim {options.RoleClaim} has {Told(values)}", OrganizationProblem.NotPermitted);
        var account = accounts.Put(issuer, subject, name, role);
        var key = sessions.Begin(account, address, browser, role);
        log.Write(account.Name, address, "signed in", $"at {issuer} as {role}; subject {subject}");
        return (key, null);
    }

    private static string Told(List<string> values) => values.Count == 0 ? "no value" : "no value that gives a role: " + string.Join(", ", values);

    private (string? Key, string? Problem) Refused(string name, string address, string why, string problem)
    {
        log.Write(OrganizationAccounts.Shown(name), address, "sign-in failed", why);
        return (null, problem);
    }
}
