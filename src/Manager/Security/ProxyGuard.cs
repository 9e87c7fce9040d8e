using System.Linq;
using System.Net;
using System.Threading.Tasks;
using IpBlock.Manager.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;

namespace IpBlock.Manager.Security;

/// <summary>
/// Behind a proxy the page speaks plain HTTP on the network: only the proxy is heard, and this machine itself, and the proxy only about requests that
/// came to it over TLS.
/// </summary>
public sealed class ProxyGuard(RequestDelegate next, ManagerOptions options)
{
    /// <summary>
    /// Takes away what only this process may say, before it says so: by these headers it is seen that a proxy has passed the request on.
    /// </summary>
    public static Task ForgetForged(HttpContext context, RequestDelegate next)
    {
        var headers = context.Request.Headers;
        headers.Remove(ForwardedHeadersDefaults.XOriginalForHeaderName);
        headers.Remove(ForwardedHeadersDefaults.XOriginalHostHeaderName);
        headers.Remove(ForwardedHeadersDefaults.XOriginalProtoHeaderName);
        return next(context);
    }

    /// <summary>Looks at one request.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        // The forwarded-headers middleware has put the client's address in its place and kept the proxy's here, if it believed it.
        var isForwarded = context.Request.Headers.ContainsKey(ForwardedHeadersDefaults.XOriginalForHeaderName);
        var remote = context.Connection.RemoteIpAddress;
        var isProxy = options.Proxies.Any(proxy => proxy.Equals(remote) || proxy.MapToIPv6().Equals(remote));
        var isDirect = !isForwarded && !isProxy && remote is not null && IPAddress.IsLoopback(remote);
        if (isDirect || (isForwarded && context.Request.IsHttps))
            return next(context);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(
            isForwarded
                ? "The proxy must be used over https, and send X-Forwarded-Proto."
                : "This page is available only through its proxy, which must send X-Forwarded-For, X-Forwarded-Proto and X-Forwarded-Host.",
            context.RequestAborted);
    }
}
