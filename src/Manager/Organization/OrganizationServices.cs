using System;
using System.Net.Http;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IpBlock.Manager.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace IpBlock.Manager.Organization;

/// <summary>Sets the handler of ASP.NET Core up: authorization code with PKCE, state and nonce; no token is kept anywhere.</summary>
internal static class OrganizationServices
{
    /// <summary>The name of the scheme.</summary>
    public const string SchemeName = "organization";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Adds what the sign-in takes.</summary>
    /// <param name="authentication">Where schemes are added.</param>
    /// <param name="options">The provider.</param>
    /// <param name="installation">The number of this installation: several pages can be <c>localhost</c> for one browser.</param>
    /// <exception cref="System.IO.IOException">The file of trusted certificates cannot be read.</exception>
    /// <exception cref="CryptographicException">It holds none.</exception>
    public static void Add(AuthenticationBuilder authentication, OrganizationOptions options, string installation)
    {
        var handler = HandlerFor(options.TrustedCertificate);
        authentication.Services.AddSingleton(options).AddSingleton<UsedSignIns>().AddSingleton<OrganizationAccounts>().AddSingleton<OrganizationArrival>();
        authentication.AddOpenIdConnect(SchemeName, connect =>
        {
            connect.Authority = options.Authority.ToString();
            connect.ClientId = options.ClientId;
            connect.ClientSecret = options.ClientSecret;
            connect.ResponseType = OpenIdConnectResponseType.Code;
            connect.ResponseMode = OpenIdConnectResponseMode.Query;
            connect.UsePkce = true;
            connect.SaveTokens = false;
            connect.MapInboundClaims = false;
            connect.ClaimActions.Clear(); // they take the issuer away
            connect.Scope.Clear();
            connect.Scope.Add("openid");
            connect.Scope.Add("profile");
            connect.CallbackPath = OrganizationSignIn.CallbackPath;
            connect.RemoteSignOutPath = default; // a sign-out that anybody could ask for
            connect.SignedOutCallbackPath = default;
            connect.RemoteAuthenticationTimeout = UsedSignIns.Lifetime;
            connect.ProtocolValidator.NonceLifetime = UsedSignIns.Lifetime;
            connect.BackchannelHttpHandler = handler;
            connect.BackchannelTimeout = Patience;
            connect.Events = OrganizationSignIn.Events();
            Harden(connect.CorrelationCookie, "ipblock-correlation-" + installation + "-");
            Harden(connect.NonceCookie, "ipblock-nonce-" + installation + "-");
        });
    }

    // Lax: the provider's link back is one from another site, and it is a plain link.
    private static void Harden(CookieBuilder cookie, string name)
    {
        cookie.Name = name;
        cookie.HttpOnly = true;
        cookie.SameSite = SameSiteMode.Lax;
        cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
    }

    private static SocketsHttpHandler HandlerFor(string? trusted)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
        if (trusted is null)
            return handler;
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(trusted);
        if (policy.CustomTrustStore.Count == 0)
            throw new CryptographicException($"--oidc-trusted-certificate {trusted}: the file contains no PEM certificate.");
        handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
        return handler;
    }
}
