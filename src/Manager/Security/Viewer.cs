using System.Threading.Tasks;
using IpBlock.Manager.Accounts;
using Microsoft.AspNetCore.Components.Authorization;

namespace IpBlock.Manager.Security;

/// <summary>
/// Who looks at a page, or holds a circuit. The answer is looked up each time: a session that was ended, or a role that was changed, counts at once.
/// </summary>
public sealed class Viewer(AuthenticationStateProvider state, SessionStore sessions)
{
    private string? _hash;

    /// <summary>The session now; null when it has ended, or there is none.</summary>
    public async Task<SignedIn?> NowAsync()
    {
        _hash ??= (await state.GetAuthenticationStateAsync()).User.FindFirst(SessionCookie.Claim)?.Value;
        return sessions.FindHash(_hash);
    }
}
