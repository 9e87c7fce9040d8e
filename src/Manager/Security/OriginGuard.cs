using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace IpBlock.Manager.Security;

/// <summary>
/// Refuses a request under a name that is not this site's (a foreign name that was made to point here, DNS rebinding), and one that a page of another
/// origin has
/// sent: cookies do not tell ports apart, so a page at another port of localhost counts as the same site for SameSite, and could open a circuit.
/// </summary>
public sealed class OriginGuard(RequestDelegate next, IReadOnlySet<string> names)
{
    /// <summary>Looks at one request.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        var host = context.Request.Host;
        if (!names.Contains(Bare(host.Host)))
            return RefuseAsync(context, "This host name is not allowed. Use http://localhost, or start ipblock-manager with --host and the name.");
        var origin = context.Request.Headers.Origin.ToString();
        return origin.Length == 0 || string.Equals(origin, $"{context.Request.Scheme}://{host.Value}", StringComparison.OrdinalIgnoreCase)
            ? next(context)
            : RefuseAsync(context, "This request comes from another site.");
    }

    private static string Bare(string host) => host.Trim('[', ']').TrimEnd('.');

    private static Task RefuseAsync(HttpContext context, string text)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(text, context.RequestAborted);
    }
}
