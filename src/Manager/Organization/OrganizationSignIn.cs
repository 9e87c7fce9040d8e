using System;
using System.Net.Http;
using System.Text.Encodings.Web;
using System.Threading.Tasks;
using IpBlock.Manager.Accounts;
using IpBlock.Manager.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace IpBlock.Manager.Organization;

/// <summary>The two addresses of the sign-in at the organization: where it begins, and where the provider sends the browser back to.</summary>
public static class OrganizationSignIn
{
    /// <summary>Leads to the provider.</summary>
    public const string StartPath = "/sign-in/organization";

    /// <summary>Where the provider leads back to. The handler of ASP.NET Core answers there, before any endpoint.</summary>
    public const string CallbackPath = "/sign-in/organization/callback";

    private const string NumberItem = "number";

    /// <summary>Takes the answer of the provider as a link only: nobody has to send it a form, which could be large.</summary>
    public static void Use(WebApplication application) => application.Use(static (context, next) =>
    {
        if (!context.Request.Path.Equals(CallbackPath, StringComparison.OrdinalIgnoreCase) || HttpMethods.IsGet(context.Request.Method))
            return next(context);
        context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        return Task.CompletedTask;
    });

    /// <summary>Adds the two endpoints.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(StartPath, StartAsync);

        // Comes to this only when the handler has nothing to say.
        routes.MapGet(CallbackPath, static (HttpContext context) => LeadBack(context, OrganizationProblem.Failed));
    }

    /// <summary>What becomes of the provider's answers.</summary>
    internal static OpenIdConnectEvents Events() => new()
    {
        OnMessageReceived = static received =>
        {
            if (!IsTooOften(received.HttpContext))
                return Task.CompletedTask;
            LeadBack(received.HttpContext, OrganizationProblem.TooOften);
            received.HandleResponse();
            return Task.CompletedTask;
        },
        OnTokenValidated = static validated =>
        {
            // OpenID Connect Core 3.1.3.7 lets a client take an unsigned token from the token endpoint, and so does the handler.
            if (string.IsNullOrEmpty(validated.SecurityToken.RawSignature))
                validated.Fail("The ID token is not signed.");
            return Task.CompletedTask;
        },
        OnTicketReceived = ArriveAsync,
        OnRemoteFailure = static failure =>
        {
            Tell(failure.HttpContext, failure.Failure?.Message ?? "");
            LeadBack(failure.HttpContext, failure.Failure is HttpRequestException ? OrganizationProblem.Down : OrganizationProblem.Failed);
            failure.HandleResponse();
            return Task.CompletedTask;
        },
    };

    private static async Task StartAsync(HttpContext context, IOptionsMonitor<OpenIdConnectOptions> options)
    {
        if (IsTooOften(context))
        {
            LeadBack(context, OrganizationProblem.TooOften);
            return;
        }

        var properties = new AuthenticationProperties { RedirectUri = "/" + ReturnPath.Of(context.Request.Query["next"]) };
        properties.Items[NumberItem] = SecretKey.New();
        try
        {
            await AssertAnswersAsync(options.Get(OrganizationServices.SchemeName), context);
            await context.ChallengeAsync(OrganizationServices.SchemeName, properties);
        }
        catch (Exception failure) when (failure is HttpRequestException or InvalidOperationException or OperationCanceledException
            && !context.RequestAborted.IsCancellationRequested)
        {
            Tell(context, "the provider does not answer: " + failure.Message);
            LeadBack(context, OrganizationProblem.Down);
        }
    }

    // The handler keeps what it knows of the provider for hours: without this the browser would be sent to one that is down.
    private static async Task AssertAnswersAsync(OpenIdConnectOptions options, HttpContext context)
    {
        using var answer = await options.Backchannel.GetAsync(options.MetadataAddress, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task ArriveAsync(TicketReceivedContext ticket)
    {
        var context = ticket.HttpContext;
        ticket.HandleResponse();
        var arrival = context.RequestServices.GetRequiredService<OrganizationArrival>();
        var number = ticket.Properties!.Items.TryGetValue(NumberItem, out var item) ? item : null;
        var (key, problem) = arrival.Arrive(ticket.Principal!, number, AddressOf(context), context.Request.Headers.UserAgent.ToString());
        if (key is null)
        {
            LeadBack(context, problem!);
            return;
        }

        // This handler answers before it is looked who has signed in; an older session of this browser ends.
        await context.AuthenticateAsync(SessionCookie.SchemeName);
        SessionCookie.Give(context, key);
        await GoOnAsync(context, ReturnPath.Of(ticket.ReturnUri));
    }

    // Not by a redirect: that would still count as sent by the provider, and the strict cookie would stay behind.
    private static Task GoOnAsync(HttpContext context, string path)
    {
        var target = HtmlEncoder.Default.Encode($"{context.Request.PathBase}/{path}");
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(
            $"""
            <!DOCTYPE html>
            <html lang="en">
            <head><title>Signed in - IpBlock</title><link rel="icon" href="data:," /><meta http-equiv="refresh" content="0; url={target}" /></head>
            <body><p>You are signed in. <a href="{target}">Continue</a></p></body>
            </html>
            """,
            context.RequestAborted);
    }

    private static bool IsTooOften(HttpContext context) => !context.RequestServices.GetRequiredService<SignInLimits>().MayTry(AddressOf(context));

    private static void Tell(HttpContext context, string why) =>
        context.RequestServices.GetRequiredService<AccountLog>().Write("", AddressOf(context), "sign-in failed", "with the organization: " + why);

    private static void LeadBack(HttpContext context, string problem) =>
        context.Response.Redirect($"{context.Request.PathBase}{EndpointGuard.SignInPath}?{OrganizationProblem.Parameter}={problem}");

    private static string AddressOf(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "";
}
