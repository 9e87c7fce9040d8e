using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using Xunit;

namespace IpBlock.Manager.Tests.Organization;

/// <summary>Somebody who signs in with the organization without a browser, step by step.</summary>
internal sealed class Employee : IDisposable
{
    private readonly CookieContainer _cookies = new();
    private readonly HttpClient _client;
    private readonly OrganizationSite _site;

    public Employee(OrganizationSite site)
    {
        _site = site;
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(site.Provider.TrustedPath);
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = _cookies };
        handler.SslOptions.CertificateChainPolicy = policy;
        _client = new HttpClient(handler) { BaseAddress = new Uri(site.Url) };
    }

    /// <summary>The cookies for the page, or for an address below it.</summary>
    public Cookie[] Cookies(string path = "/") => [.. _cookies.GetCookies(new Uri(_site.Url + path)).Cast<Cookie>()];

    /// <summary>The header of cookies for an address.</summary>
    public string CookieHeader(Uri address) => _cookies.GetCookieHeader(address);

    public Task<HttpResponseMessage> GetAsync(string address) => _client.GetAsync(address);

    /// <summary>Goes to the provider and comes back with the address that the provider gives, which is not yet asked for.</summary>
    public async Task<Uri> GoThroughProviderAsync(string next = "")
    {
        using var start = await _client.GetAsync("/sign-in/organization" + (next.Length > 0 ? "?next=" + Uri.EscapeDataString(next) : ""));
        Assert.Equal(HttpStatusCode.Redirect, start.StatusCode);
        Assert.StartsWith(_site.Provider.Url, start.Headers.Location!.OriginalString, StringComparison.Ordinal);
        using var back = await _client.GetAsync(start.Headers.Location);
        Assert.Equal(HttpStatusCode.Redirect, back.StatusCode);
        return back.Headers.Location!;
    }

    /// <summary>The whole sign-in: the page that the browser shows at the end.</summary>
    public async Task<string> SignInAsync(string next = "") => await ArriveAsync(await GoThroughProviderAsync(next));

    /// <summary>Comes back to the page with what the provider gave; what the browser shows then.</summary>
    public async Task<string> ArriveAsync(Uri callback)
    {
        using var answer = await _client.GetAsync(callback);
        return await ShownAsync(answer);
    }

    /// <summary>What is shown after the redirect to the sign-in page, if there is one.</summary>
    public async Task<string> ShownAsync(HttpResponseMessage answer)
    {
        if (answer.StatusCode != HttpStatusCode.Redirect)
            return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        Assert.StartsWith("/sign-in?organization=", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
        using var page = await _client.GetAsync(answer.Headers.Location);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        return WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync());
    }

    public void Dispose() => _client.Dispose();
}
