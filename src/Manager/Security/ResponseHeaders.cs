using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticAssets;

namespace IpBlock.Manager.Security;

/// <summary>The headers that every answer has, errors too.</summary>
public sealed class ResponseHeaders(RequestDelegate next)
{
    /// <summary>What a page may load: nothing but its own files. Radzen sets style attributes, and draws some icons as data.</summary>
    public const string ContentSecurityPolicy =
        "default-src 'self'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; "
        + "img-src 'self' data:; frame-ancestors 'none'; base-uri 'self'";

    /// <summary>Sets them on one answer.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(
            static state =>
            {
                var context = (HttpContext)state;
                var headers = context.Response.Headers;
                headers.ContentSecurityPolicy = ContentSecurityPolicy;
                headers.XContentTypeOptions = "nosniff";
                headers.XFrameOptions = "DENY";
                headers["Referrer-Policy"] = "same-origin";
                headers["Cross-Origin-Opener-Policy"] = "same-origin";
                headers["Cross-Origin-Resource-Policy"] = "same-origin";

                // Files have a name that changes with what is in them; everything else is for these eyes, now.
                if (context.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
                    headers.CacheControl = "no-store";
                return Task.CompletedTask;
            },
            context);
        return next(context);
    }
}
