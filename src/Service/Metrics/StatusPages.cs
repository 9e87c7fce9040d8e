using System;
using System.Text;
using System.Threading.Tasks;
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
        _ => AnswerAsync(context, StatusCodes.Status404NotFound, "text/plain", "There are /metrics and /health here.\n"),
    };

    // Mail flows in any case. What a monitor wants to know is whether it is filtered.
    private Task AnswerHealthAsync(HttpContext context)
    {
        if (engine.Filter is null)
            return AnswerAsync(context, StatusCodes.Status503ServiceUnavailable, "text/plain", "The settings have never been good: every client is let through.\n" + Errors() + Troubles());
        var settings = engine.SettingsErrors.Count == 0 ? "ok\n" : Refused() + Errors();
        return AnswerAsync(context, StatusCodes.Status200OK, "text/plain", settings + Troubles() + Clients() + Lists());
    }

    private string Troubles()
    {
        var text = new StringBuilder();
        foreach (var trouble in engine.Troubles)
            text.Append("tried again: ").Append(trouble).Append('\n');
        return text.ToString();
    }

    private string Refused() => engine.IsRestored
        ? "ok, but the settings were broken at the start, and those that were last in force are used:\n"
        : "ok, but the last change of the settings was refused:\n";

    private string Clients() => engine.SeesOnlyPrivateClients
        ? "the last 200 connections or more all came from private networks: if mail from the internet comes in here, something hides the clients (see docs/health.md)\n"
        : "";

    // A list that is left out is no fault of the service: it does what it is there for.
    private string Lists()
    {
        if (engine.Health is not { } health)
            return "";
        var text = new StringBuilder(health.IsCutOff ? "no list answers: the name servers or the line to the Internet are down\n" : "");
        foreach (var list in health.Lists)
        {
            if (list.Report.IsUnfit)
                text.Append(list.Name).Append(" is suspended: ").Append(list.Report.InWords).Append(" (").Append(list.Report.Raw).Append(")\n");
            if (list.IsBraked)
                text.Append(list.Name).Append(" is braked: ").Append(list.BrakedWhy).Append('\n');
        }

        return text.ToString();
    }

    private string Errors()
    {
        var text = new StringBuilder();
        foreach (var error in engine.SettingsErrors)
            text.Append(error).Append('\n');
        return text.ToString();
    }

    private static Task AnswerAsync(HttpContext context, int status, string type, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        return context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text)).AsTask();
    }
}
