using System;
using System.Collections.Generic;
using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Threading.Tasks;
using IpBlock.Manager.Accounts;
using IpBlock.Manager.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace IpBlock.Manager.Security;

/// <summary>
/// The cookie that holds the key of the session, and nothing else: what the session is stands in the database. Strict, so that no other site can send a request
/// with it, not even a link; a link from elsewhere leads to the sign-in page, which finds the cookie and goes on.
/// </summary>
public sealed class SessionCookie(
    SessionStore sessions, Installation installation, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>The name of the scheme.</summary>
    public const string SchemeName = "session";

    /// <summary>The claim with the hash of the session's key.</summary>
    public const string Claim = "session";

    private static readonly object SessionItem = new();

    /// <summary>The session with which a request came, as it was found at its beginning; null when there was none.</summary>
    public static SignedIn? Of(HttpContext context) => context.Items[SessionItem] as SignedIn;

    /// <summary>
    /// Gives the browser the key of a new session. The key before it is worth nothing: no session goes on under a key that was known before the
    /// sign-in.
    /// </summary>
    public static void Give(HttpContext context, string key)
    {
        var sessions = (SessionStore)context.RequestServices.GetService(typeof(SessionStore))!;
        if (Of(context) is { } before)
            sessions.End(before.Hash);
        context.Response.Cookies.Append(NameIn(context), key, OptionsFor(context));
    }

    /// <summary>Takes the key away from the browser.</summary>
    public static void Take(HttpContext context) => context.Response.Cookies.Delete(NameIn(context), OptionsFor(context));

    /// <inheritdoc/>
    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (sessions.Find(Request.Cookies[installation.CookieName]) is not { } session)
            return Task.FromResult(AuthenticateResult.NoResult());
        Context.Items[SessionItem] = session;
        var claims = new List<Claim> { new(ClaimTypes.Name, session.Account.Name), new(ClaimTypes.NameIdentifier, session.Hash), new(Claim, session.Hash) };
        var user = new ClaimsPrincipal(new ClaimsIdentity(claims, SchemeName, ClaimTypes.Name, ClaimTypes.Role));
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(user, SchemeName)));
    }

    private static string NameIn(HttpContext context) => ((Installation)context.RequestServices.GetService(typeof(Installation))!).CookieName;

    private static CookieOptions OptionsFor(HttpContext context) => new()
    {
        HttpOnly = true,
        IsEssential = true,
        SameSite = SameSiteMode.Strict,
        Secure = context.Request.IsHttps,
        Path = context.Request.PathBase.HasValue ? context.Request.PathBase.Value : "/",
    };
}
