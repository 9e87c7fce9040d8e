using System;
using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using IpBlock.Testing.Certificates;
using IpBlock.Testing.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace IpBlock.Manager.Tests.Organization;

/// <summary>
/// An OpenID Connect provider over TLS: discovery, keys, an authorization endpoint where Alice has signed in already, and a token endpoint that
/// checks the secret, the code and PKCE. A test says what is wrong with the ID token.
/// </summary>
public sealed class TestProvider : IAsyncDisposable
{
    public const string ClientId = "ipblock";
    public const string Secret = "a secret + of/the provider";

    private readonly Authority _authority = new();
    private readonly X509Certificate2 _certificate;
    private readonly RSA _key = RSA.Create(2048);
    private readonly RSA _strangersKey = RSA.Create(2048);
    private readonly ConcurrentDictionary<string, (string Challenge, string Nonce, string Redirect)> _codes = new(StringComparer.Ordinal);
    private readonly ScratchFolder _folder = new();
    private WebApplication? _application;

    public TestProvider()
    {
        _certificate = _authority.Good();
        _authority.WriteTo(TrustedPath);
    }

    public string Url { get; } = $"https://127.0.0.1:{Free.Port()}";

    /// <summary>The certificate that a page must trust.</summary>
    public string TrustedPath => Path.Combine(_folder.Path, "authority.pem");

    /// <summary>What the ID token says, beside issuer, audience, times and nonce; a null takes one of those away.</summary>
    public Dictionary<string, object?> Claims { get; set; } = [];

    /// <summary>Signs with a key that is not among the published ones.</summary>
    public bool SignsWithStrangersKey { get; set; }

    /// <summary>Signs nothing, and says so.</summary>
    public bool SignsNothing { get; set; }

    /// <summary>Takes each code any number of times, as no provider should.</summary>
    public bool TakesCodesAgain { get; set; }

    /// <summary>Shows a page with a link back, so that for the browser the provider leads back, and not the page that was left.</summary>
    public bool ShowsPage { get; set; }

    /// <summary>How many codes it has exchanged for tokens.</summary>
    public int Redeemed { get; private set; }

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, new Uri(Url).Port, listen => listen.UseHttps(_certificate)));
        _application = builder.Build();
        _application.Run(context => context.Request.Path.Value switch
        {
            "/.well-known/openid-configuration" => JsonAsync(context, new
            {
                issuer = Url,
                authorization_endpoint = Url + "/authorize",
                token_endpoint = Url + "/token",
                jwks_uri = Url + "/keys",
                response_types_supported = new[] { "code" },
                subject_types_supported = new[] { "public" },
                id_token_signing_alg_values_supported = new[] { "RS256" },
            }),
            "/keys" => JsonAsync(context, new { keys = new[] { PublicKey() } }),
            "/authorize" => AuthorizeAsync(context),
            "/token" => TokenAsync(context),
            _ => Task.FromResult(context.Response.StatusCode = StatusCodes.Status404NotFound),
        });
        await _application.StartAsync();
    }

    public async Task StopAsync()
    {
        if (_application is { } application)
        {
            _application = null;
            await application.StopAsync();
            await application.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _certificate.Dispose();
        _authority.Dispose();
        _key.Dispose();
        _strangersKey.Dispose();
        _folder.Dispose();
    }

    private object PublicKey()
    {
        var key = _key.ExportParameters(false);
        return new
        {
            kty = "RSA",
            use = "sig",
            alg = "RS256",
            kid = "one",
            n = Base64Url.EncodeToString(key.Modulus),
            e = Base64Url.EncodeToString(key.Exponent),
        };
    }

    private Task AuthorizeAsync(HttpContext context)
    {
        var (query, code) = (context.Request.Query, Guid.NewGuid().ToString("N"));
        if (query["client_id"] != ClientId || query["response_type"] != "code" || query["scope"] != "openid profile"
            || query["code_challenge_method"] != "S256")
            return Task.FromResult(context.Response.StatusCode = StatusCodes.Status400BadRequest);
        var redirect = query["redirect_uri"].ToString();
        _codes[code] = (query["code_challenge"].ToString(), query["nonce"].ToString(), redirect);
        var back = $"{redirect}?code={code}&state={Uri.EscapeDataString(query["state"].ToString())}";
        if (ShowsPage)
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            var page = $"<!DOCTYPE html><html lang=en><title>Provider</title><link rel=icon href='data:,'><a id=on href='{WebUtility.HtmlEncode(back)}'>On</a>";
            return context.Response.WriteAsync(page);
        }

        context.Response.Redirect(back);
        return Task.CompletedTask;
    }

    private async Task TokenAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));
        if (!_codes.TryGetValue(form["code"].ToString(), out var code) || code.Challenge != challenge || code.Redirect != form["redirect_uri"]
            || form["client_id"] != ClientId || form["client_secret"] != Secret)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await JsonAsync(context, new { error = "invalid_grant" });
            return;
        }

        Redeemed++;
        if (!TakesCodesAgain)
            _codes.TryRemove(form["code"].ToString(), out _);
        await JsonAsync(context, new { access_token = "not used", token_type = "Bearer", expires_in = 60, id_token = Token(code.Nonce) });
    }

    private string Token(string nonce)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var claims = new Dictionary<string, object?>
        {
            ["iss"] = Url,
            ["aud"] = ClientId,
            ["sub"] = "0815",
            ["iat"] = now,
            ["nbf"] = now - 5,
            ["exp"] = now + 300,
            ["nonce"] = nonce,
        };
        foreach (var (name, value) in Claims)
            claims[name] = value;
        foreach (var (name, value) in Claims)
        {
            if (value is null)
                claims.Remove(name);
        }

        object header = SignsNothing ? new { alg = "none", typ = "JWT" } : new { alg = "RS256", typ = "JWT", kid = "one" };
        var signed = Part(header) + "." + Part(claims);
        if (SignsNothing)
            return signed + ".";
        var key = SignsWithStrangersKey ? _strangersKey : _key;
        return signed + "." + Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    private static string Part(object value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));

    private static Task JsonAsync(HttpContext context, object value)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(JsonSerializer.Serialize(value));
    }
}
