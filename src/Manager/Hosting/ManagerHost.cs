using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Manager.Accounts;
using IpBlock.Manager.Components;
using IpBlock.Manager.Layout;
using IpBlock.Manager.Organization;
using IpBlock.Manager.Pages.Log;
using IpBlock.Manager.Pages.Overview;
using IpBlock.Manager.Pages.Providers;
using IpBlock.Manager.Pages.Settings;
using IpBlock.Manager.Pages.Reports;
using IpBlock.Manager.Pages.WhatIf;
using IpBlock.Manager.Security;
using IpBlock.Time;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.EventLog;
using Radzen;

namespace IpBlock.Manager.Hosting;

/// <summary>The page's web server.</summary>
public sealed class ManagerHost : IAsyncDisposable
{
    private const long LargestBody = 17 << 20; // a settings file has 16 MB at the most
    private const int LargestMessage = 1 << 20;
    private const string ServiceName = "IpBlockManager";
    private const string EventSource = "IpBlock"; // registered by the installer
    private readonly WebApplication _application;

    private ManagerHost(WebApplication application, X509Certificate2? certificate)
    {
        _application = application;
        Certificate = certificate;
    }

    /// <summary>The certificate with which it listens; null without TLS.</summary>
    public X509Certificate2? Certificate { get; }

    /// <summary>The services of the page.</summary>
    public IServiceProvider Services => _application.Services;

    /// <summary>All endpoints.</summary>
    public IEnumerable<Endpoint> Endpoints => ((IEndpointRouteBuilder)_application).DataSources.SelectMany(static source => source.Endpoints);

    /// <summary>Builds the server, which does not listen yet.</summary>
    /// <exception cref="IOException">The data folder cannot be used.</exception>
    public static ManagerHost Build(ManagerOptions options, Clock clock) => Build(options, clock, static _ => { });

    /// <summary>The same with more services, for tests that look into circuits.</summary>
    internal static ManagerHost Build(ManagerOptions options, Clock clock, Action<IServiceCollection> more)
    {
        var database = new AccountDatabase(options.DataFolder);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(ManagerHost).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Production,
        });
        builder.Logging.AddSimpleConsole(static console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning)
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error)
            .AddFilter("Microsoft.AspNetCore.Authentication.OpenIdConnect", LogLevel.Critical); // anybody can cause them; AccountLog has each
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        var certificate = OwnCertificate.Of(options, clock);
        builder.WebHost.ConfigureKestrel(kestrel => Listen(kestrel, options, certificate));
        AddServices(builder.Services, options, clock, database);
        more(builder.Services);
        var application = builder.Build();
        Use(application, options);
        return new ManagerHost(application, certificate);
    }

    /// <summary>Begins to listen.</summary>
    /// <exception cref="IOException">An address is in use or cannot be listened at.</exception>
    public async Task StartAsync(CancellationToken stop)
    {
        await _application.StartAsync(stop);
        var options = Services.GetRequiredService<ManagerOptions>();
        Services.GetRequiredService<Installation>().StartedAt(PublicAddress(options));
    }

    /// <summary>Is cancelled when the service control manager of Windows, or the terminal, says stop.</summary>
    public CancellationToken Stopping => Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;

    /// <summary>Stops, and waits for what is under way.</summary>
    public Task StopAsync() => _application.StopAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        Certificate?.Dispose();
    }

    /// <summary>
    /// The address for people: behind a proxy the first name that was given with its base path. Where it listens at all addresses (<c>0.0.0.0</c>,
    /// <c>[::]</c>) the first name with the port, for nobody can go to such an address.
    /// </summary>
    public static Uri PublicAddress(ManagerOptions options)
    {
        if (options.Hosts.Count > 0 && options.Proxies.Count > 0)
            return new Uri("https://" + options.Hosts[0] + options.BasePath);
        return options.Hosts.Count > 0 && ListenPlace.IsEverywhere(options.Url)
            ? new UriBuilder(options.Url) { Host = options.Hosts[0], Path = options.BasePath }.Uri
            : new Uri(options.Url, options.BasePath);
    }

    private static void AddServices(IServiceCollection services, ManagerOptions options, Clock clock, AccountDatabase database)
    {
        // It does nothing unless the service control manager of Windows has started this process.
        services.AddWindowsService(static service => service.ServiceName = ServiceName);
        if (OperatingSystem.IsWindows())
            WriteUnderOurSource(services);
        var installation = new Installation(database);
        services.AddSingleton(options).AddSingleton(clock).AddSingleton(database).AddSingleton(installation);
        services.AddSingleton<AccountStore>().AddSingleton<InvitationStore>().AddSingleton<SessionStore>().AddSingleton<AccountLog>();
        services.AddSingleton<SignInLimits>().AddSingleton<AuthenticatorStore>().AddSingleton<HalfSignedIn>().AddSingleton<SignIn>();
        services.AddSingleton<AccountAccess>().AddSingleton<OwnAccount>();
        services.AddSingleton<SettingsExchange>();
        services.AddSingleton<ListFigures>().AddSingleton<DoctorRound>().AddSingleton<ReplayDesk>().AddScoped<TriedSettings>();
        services.AddSingleton<SettingsAccess>().AddSingleton<LiveCircuits>();
        services.AddSingleton<LogAccess>().AddHostedService(static all => all.GetRequiredService<LogAccess>());
        services.AddScoped<Viewer>().AddScoped<CommandRunner>().AddScoped<Messages>().AddScoped<ViewerTime>().AddScoped<CircuitHandler, CircuitGuard>();
        services.AddRouting();
        services.AddDataProtection().SetApplicationName("ipblock-manager").PersistKeysToFileSystem(KeyFolder(options));
        var authentication = services.AddAuthentication(SessionCookie.SchemeName);
        authentication.AddScheme<AuthenticationSchemeOptions, SessionCookie>(SessionCookie.SchemeName, null);
        if (options.Organization is { } organization)
            OrganizationServices.Add(authentication, organization, installation.Number);
        services.AddAuthorization();
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = "ipblock-form-" + installation.Number;
            antiforgery.Cookie.SameSite = SameSiteMode.Strict;
            antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            antiforgery.SuppressXFrameOptionsHeader = true; // ResponseHeaders says more
        });
        services.AddRazorComponents().AddInteractiveServerComponents(static circuits =>
        {
            circuits.DisconnectedCircuitMaxRetained = 20;
            circuits.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(2);
        }).AddHubOptions(static hub =>
        {
            hub.MaximumReceiveMessageSize = LargestMessage;
            hub.AddFilter<LiveCircuits>();
        });
        services.AddRadzenComponents();
    }

    [SupportedOSPlatform("windows")]
    private static void WriteUnderOurSource(IServiceCollection services) => services.Configure<EventLogSettings>(static log => log.SourceName = EventSource);

    private static void Use(WebApplication application, ManagerOptions options)
    {
        if (options.Proxies.Count > 0)
        {
            application.Use(ProxyGuard.ForgetForged);
            application.UseForwardedHeaders(ForwardedBy(options));
        }

        application.UseMiddleware<ResponseHeaders>();
        if (options.Proxies.Count > 0)
            application.UseMiddleware<ProxyGuard>(options);
        application.UseMiddleware<OriginGuard>(ListenPlace.Names(options));
        if (options.BasePath.Length > 0)
            application.UsePathBase(options.BasePath);
        application.UseRouting();
        if (options.Organization is not null)
            OrganizationSignIn.Use(application);
        application.UseAuthentication();
        application.UseMiddleware<EndpointGuard>();
        application.UseAuthorization();
        application.UseAntiforgery();
        application.MapStaticAssets();
        if (options.Organization is not null)
            OrganizationSignIn.Map(application);
        application.MapPost("/sign-out", SignOutAsync);
        application.MapGet(LogCsv.Path, LogCsv.AnswerAsync);
        application.MapGet(SettingsDownload.Path, SettingsDownload.AnswerAsync);
        application.MapGet(ReportCsv.Path, ReportCsv.AnswerAsync);
        application.MapRazorComponents<App>().AddInteractiveServerRenderMode(static server =>
        {
            server.ContentSecurityFrameAncestorsPolicy = null; // ResponseHeaders has the whole policy
            server.DisableWebSocketCompression = true; // a circuit costs less memory, and no secret is compressed beside what others sent (CRIME)
        });
    }

    // Keys in files that only this account can read; there is no other account that could encrypt them better.
    private static DirectoryInfo KeyFolder(ManagerOptions options)
    {
        var path = Path.Combine(options.DataFolder, "keys");
        return OperatingSystem.IsWindows()
            ? Directory.CreateDirectory(path)
            : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static async Task SignOutAsync(HttpContext context, IAntiforgery antiforgery, SignIn signIn, LiveCircuits circuits)
    {
        if (!await IsFormOursAsync(context, antiforgery))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        if (SessionCookie.Of(context) is { } session)
        {
            signIn.Out(session);
            circuits.CloseSoon(session.Hash);
        }

        SessionCookie.Take(context);
        context.Response.Redirect(context.Request.PathBase + EndpointGuard.SignInPath);
    }

    private static async Task<bool> IsFormOursAsync(HttpContext context, IAntiforgery antiforgery)
    {
        try
        {
            return await antiforgery.IsRequestValidAsync(context);
        }
        catch (AntiforgeryValidationException)
        {
            return false; // too large, or no form at all
        }
    }

    private static ForwardedHeadersOptions ForwardedBy(ManagerOptions options)
    {
        var forwarded = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost,
            ForwardLimit = 1,
        };

        // There are usual ones in it, all of loopback.
        forwarded.KnownIPNetworks.Clear();
        forwarded.KnownProxies.Clear();
        foreach (var proxy in options.Proxies)
        {
            forwarded.KnownProxies.Add(proxy);
            if (proxy.AddressFamily == AddressFamily.InterNetwork)
                forwarded.KnownProxies.Add(proxy.MapToIPv6());
        }

        return forwarded;
    }

    private static void Listen(KestrelServerOptions kestrel, ManagerOptions options, X509Certificate2? certificate)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = LargestBody;
        kestrel.Limits.MaxConcurrentConnections = 500;
        kestrel.Limits.MaxConcurrentUpgradedConnections = 200;
        var addresses = ListenPlace.Addresses(options.Url);
        foreach (var address in addresses.Where(static one => one.AddressFamily != AddressFamily.InterNetworkV6 || Socket.OSSupportsIPv6))
        {
            kestrel.Listen(new IPEndPoint(address, options.Url.Port), listen =>
            {
                listen.Protocols = certificate is null ? HttpProtocols.Http1 : HttpProtocols.Http1AndHttp2;
                if (certificate is not null)
                    listen.UseHttps(certificate);
            });
        }
    }
}
