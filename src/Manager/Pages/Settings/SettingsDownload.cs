using System;
using System.Threading.Tasks;
using IpBlock.Manager.Accounts;
using IpBlock.Manager.Hosting;
using IpBlock.Manager.Security;
using Microsoft.AspNetCore.Http;

namespace IpBlock.Manager.Pages.Settings;

/// <summary>The settings file without its keys, to be kept or to be changed and uploaded.</summary>
internal static class SettingsDownload
{
    /// <summary>Where it is.</summary>
    public const string Path = "/settings/download";

    /// <summary>Sends the file.</summary>
    public static async Task AnswerAsync(HttpContext context, SettingsExchange settings, AccountLog log)
    {
        // EndpointGuard has looked at the session and its role.
        if (SessionCookie.Of(context) is not { } session)
            return;
        var text = await Task.Run(settings.WithoutKeys, context.RequestAborted);
        if (text is null)
        {
            context.Response.StatusCode = StatusCodes.Status409Conflict;
            await context.Response.WriteAsync(
                "The settings file has errors, so the keys in it cannot be identified. Correct it on the server first.", context.RequestAborted);
            return;
        }

        log.Write(session.Account.Name, session.Address, "downloaded the settings", "without keys");
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.Headers.ContentDisposition = "attachment; filename=\"ipblock.json\"";
        await context.Response.WriteAsync(text, context.RequestAborted);
    }
}
