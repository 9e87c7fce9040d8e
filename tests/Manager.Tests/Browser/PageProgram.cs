using System;
using System.IO;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using IpBlock.Manager.Accounts;
using IpBlock.Testing.Servers;
using Microsoft.Playwright;
using Xunit;

namespace IpBlock.Manager.Tests.Browser;

/// <summary>The page as it is installed: the real program, with its command line.</summary>
internal sealed class PageProgram : IServedPage
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "ipblock-manager.dll");
    private readonly string _dataFolder;

    private PageProgram(RealProcess process, string dataFolder) => (Process, _dataFolder) = (process, dataFolder);

    public RealProcess Process { get; }

    public static async Task<PageProgram> StartAsync(ManagerSite site, string[] options) => new(
        await RealProcess.StartAsync(
            "dotnet", [Program, "serve", "--settings", site.SettingsPath, "--data", site.DataFolder, "--url", site.Url, .. options],
            static process => Task.FromResult(process.Output.Contains("The page is at ", StringComparison.Ordinal))),
        site.DataFolder);

    /// <summary>Prints a link of one use, as an administrator does on the server.</summary>
    public async Task<string> InviteAsync(string name, Role role)
    {
        var (code, output) = await RealProcess.RunAsync(
            "dotnet", [Program, "invite", name, "--role", role.ToString().ToLowerInvariant(), "--data", _dataFolder]);
        Assert.True(code == 0, output);
        return Regex.Match(output, @"https?://\S+", RegexOptions.None, TimeSpan.FromSeconds(1)).Value;
    }

    public Task<Cookie?> SignInAsync(string name, Role role) => Task.FromResult<Cookie?>(null);

    public ValueTask DisposeAsync() => Process.DisposeAsync();
}
