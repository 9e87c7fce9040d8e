using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using IpBlock.Manager.Tests.Browser;

namespace IpBlock.Manager.Tests.Attacks;

/// <summary>Somebody who asks the page without a browser: follows nothing, keeps cookies, and may add what no browser would send.</summary>
internal sealed class Intruder : IDisposable
{
    private readonly CookieContainer _cookies = new();
    private readonly HttpClient _client;
    private readonly Uri _site;

    public Intruder(ManagerSite site)
    {
        _site = new Uri(site.Url);
        _client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = _cookies }) { BaseAddress = _site };
    }

    /// <summary>The cookies that it has.</summary>
    public IReadOnlyList<Cookie> Cookies => [.. _cookies.GetCookies(_site).Cast<Cookie>()];

    /// <summary>The cookie of its session; null when it has none.</summary>
    public Cookie? Session => Cookies.SingleOrDefault(static cookie => cookie.Name.StartsWith("ipblock-session-", StringComparison.Ordinal));

    /// <summary>Takes a cookie along.</summary>
    public void Take(string name, string value) => _cookies.Add(new Cookie(name, value, "/", "localhost"));

    /// <summary>Takes the cookies of another along.</summary>
    public void TakeAllOf(Intruder other)
    {
        foreach (var cookie in other.Cookies)
            Take(cookie.Name, cookie.Value);
    }

    public Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, null, headers);

    /// <summary>Asks with any method, and text if there is any.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Accept.ParseAdd("text/html");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return _client.SendAsync(request);
    }

    /// <summary>Sends a form.</summary>
    public Task<HttpResponseMessage> PostAsync(string path, IEnumerable<(string Name, string Value)> fields, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, new FormUrlEncodedContent(fields.Select(static one => KeyValuePair.Create(one.Name, one.Value))), headers);

    /// <summary>The token that stands in the form of a page.</summary>
    public async Task<string> TokenAsync(string path = "/sign-in")
    {
        using var answer = await GetAsync(path);
        return TokenIn(await answer.Content.ReadAsStringAsync());
    }

    /// <summary>The token in a page.</summary>
    public static string TokenIn(string page) =>
        Regex.Match(page, "name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["token"].Value;

    /// <summary>Tries to sign in as the form does.</summary>
    public async Task<HttpResponseMessage> SignInAsync(string name, string password, string query = "", params (string Name, string Value)[] headers) => await PostAsync(
        "/sign-in" + query,
        [("_handler", "sign-in"), ("__RequestVerificationToken", await TokenAsync()), ("Given.Name", name), ("Given.Password", password)],
        headers);

    /// <summary>Uses an invitation as the form does.</summary>
    public async Task<HttpResponseMessage> AcceptAsync(string link, string password)
    {
        var path = new Uri(link).PathAndQuery;
        var fields = new[] { ("_handler", "invitation"), ("__RequestVerificationToken", await TokenAsync(path)), ("Given.Password", password), ("Given.Again", password) };
        return await PostAsync(path, fields);
    }

    /// <summary>Sends bytes as they are, and reads the first line of the answer.</summary>
    public async Task<string> SpeakAsync(string request)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, _site.Port);
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(socket.GetStream(), Encoding.ASCII);
        return await reader.ReadLineAsync() ?? "";
    }

    public void Dispose() => _client.Dispose();
}
