using System;
using System.Threading.Tasks;
using IpBlock.Manager.Accounts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace IpBlock.Manager.Security;

/// <summary>Lets a request come to an endpoint only if <see cref="RoleTable"/> lets its account.</summary>
public sealed class EndpointGuard(RequestDelegate next)
{
    /// <summary>The page that asks for name and password.</summary>
    public const string SignInPath = "/sign-in";

    // A name and a password, or two passwords: whoever has not signed in has no more to send.
    private const long LargestBodyOfAnyone = 64 << 10;

    /// <summary>Looks at one request.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        if (SessionCookie.Of(context) is null && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = LargestBodyOfAnyone;
        if (context.GetEndpoint() is not { } endpoint)
            return next(context);
        if (RoleTable.Of(endpoint) is not { } needed)
            return RefuseAsync(context, StatusCodes.Status403Forbidden, "No role has access to this URL.");
        if (needed == Role.Anyone)
            return next(context);
        if (SessionCookie.Of(context) is not { } session)
            return AskToSignInAsync(context);
        return session.Account.Role >= needed
            ? next(context)
            : RefuseAsync(context, StatusCodes.Status403Forbidden, $"Your role is {session.Account.Role}, but this requires the role {needed}.");
    }

    private static Task AskToSignInAsync(HttpContext context)
    {
        var request = context.Request;
        if (!HttpMethods.IsGet(request.Method) || !request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal))
            return RefuseAsync(context, StatusCodes.Status401Unauthorized, "Sign in first.");
        var path = request.Path + request.QueryString;
        context.Response.Redirect(request.PathBase + SignInPath + (path.Length > 1 ? "?next=" + Uri.EscapeDataString(path) : ""));
        return Task.CompletedTask;
    }

    private static Task RefuseAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(text, context.RequestAborted);
    }
}
