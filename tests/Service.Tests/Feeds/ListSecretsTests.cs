using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.Service.Tests.Feeds;

/// <summary>What a proxy or a list's server knows as a secret is in no output of the program, however the fetch fails.</summary>
public sealed class ListSecretsTests
{
    private const string Password = "prxPassw0rd";
    private const string Key = "Qk7SecretKey";
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "ipblock.dll");

    [Theory]
    [InlineData("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n")]
    [InlineData("HTTP/1.1 502 who is " + Password + "\r\n\r\n")]
    [InlineData("")]
    [InlineData("nonsense\r\n\r\n")]
    public async Task The_password_of_a_proxy_and_the_key_of_a_list_are_shown_nowhere(string answer)
    {
        using var folder = new ScratchFolder();
        using var proxy = new TcpListener(IPAddress.Loopback, 0);
        proxy.Start();
        var serving = ServeAsync(proxy, answer);
        var settings = folder.Write("ipblock.json", $$"""{ "lists": [ { "name": "drop", "url": "https://me:{{Key}}@{{Key}}.lists.test/{{Key}}/a.txt?k={{Key}}#{{Key}}" } ] }""");
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["HTTPS_PROXY"] = $"http://user:{Password}@{proxy.LocalEndpoint}", ["NO_PROXY"] = "" };
        foreach (var line in new[] { "lists update", "lists update --json", "lists show", "lists show drop", "lists show --json", "config get", "export", "serve --check", "config validate" })
        {
            var (_, output) = await RealProcess.RunAsync("dotnet", [Program, .. line.Split(' '), "--settings", settings], environment: environment);
            AssertClean(line, output);
        }

        var record = await File.ReadAllTextAsync(Path.Combine(folder.Path, "lists", "drop.list.json"));
        AssertClean("record", record);
        Assert.Contains("\"failures\": 2", record, StringComparison.Ordinal);
        proxy.Stop();
        await serving;
    }

    /// <summary>Gives each client the same answer, until it is stopped.</summary>
    internal static async Task ServeAsync(TcpListener proxy, string answer)
    {
        while (true)
        {
            try
            {
                using var client = await proxy.AcceptTcpClientAsync();
                using var reader = new StreamReader(client.GetStream(), Encoding.Latin1, leaveOpen: true);
                _ = await reader.ReadLineAsync();
                await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(answer));
            }
            catch (SocketException)
            {
                return;
            }
            catch (ObjectDisposedException)
            {
                return;
            }
        }
    }

    private static void AssertClean(string where, string text) =>
        Assert.False(text.Contains(Password, StringComparison.OrdinalIgnoreCase) || text.Contains(Key, StringComparison.OrdinalIgnoreCase), $"{where} shows a secret:\n{text}");
}
