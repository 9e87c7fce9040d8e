using System;
using System.Text;
using System.Threading.Tasks;
using IpBlock.Administration.InForce;
using IpBlock.Service.Hosting;
using Microsoft.AspNetCore.Http;

namespace IpBlock.Service.Metrics;

/// <summary><c>/metrics</c> for Prometheus and <c>/health</c> for a monitor.</summary>
internal sealed class StatusPages(ServiceMetrics metrics, FilterEngine engine)
{
    public Task ServeAsync(HttpContext context)
    {
        context.Features.Get<StallWatch>()?.Mark(false); // of those that are idle, one that is asked on goes last
        return AnswerAsync(context);
    }

    private Task AnswerAsync(HttpContext context) => context.Request.Path.Value switch
    {
        "/metrics" => AnswerAsync(context, StatusCodes.Status200OK, "text/plain; version=0.0.4; charset=utf-8", metrics.Page()),
        "/health" => AnswerHealthAsync(context),
        _ => AnswerAsync(context, StatusCodes.Status404NotFound, "text/plain", "Available pages: /metrics and /health.\n"),
    };

    // Mail flows in any case. What a monitor wants to know is whether it is filtered: a list that is left out is no fault of the service, which does what it is there for.
    private Task AnswerHealthAsync(HttpContext context)
    {
        var findings = StateFindings.Of(engine.Look());
        var text = new StringBuilder();
        if (engine.Filter is not null)
            text.Append(findings.Count == 0 ? "ok\n" : "ok, with warnings:\n");
        foreach (var finding in findings)
            text.Append(finding.Text).Append('\n');
        return AnswerAsync(context, engine.Filter is null ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK, "text/plain", text.ToString());
    }

    private static Task AnswerAsync(HttpContext context, int status, string type, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        return context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text)).AsTask();
    }
}
