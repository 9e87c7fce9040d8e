using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Manager.Tests.Browser;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Manager.Tests.Pages.WhatIf;

/// <summary>The page beside a real service that has rejected one client and served another.</summary>
public sealed class JudgedMail(Chromium browser) : IAsyncLifetime
{
    public const string Listed = "192.0.2.10";
    private const string Served = "192.0.2.11";

    private const string Providers = """
        , "blockProviders": [
            { "name": "One", "lookupDomain": "bl.test", "anyMatch": true, "rejectionResponse": "%0 is listed" },
            { "name": "Keyed", "lookupDomain": "secret0key.zen.dq.spamhaus.net", "anyMatch": true, "enabled": false }
        ]
        """;

    private MailSite _mail = null!;

    internal ManagerSite Site => _mail.Site;

    public async ValueTask InitializeAsync() => _mail = await StartAsync(browser);

    public ValueTask DisposeAsync() => _mail.DisposeAsync();

    /// <summary>One for a test that changes the settings.</summary>
    internal static async Task<MailSite> StartAsync(Chromium browser)
    {
        var mail = await MailSite.StartAsync(browser, Providers);
        mail.Lists.Zone("bl.test").Lists(Listed, "127.0.0.2");
        Assert.Equal("550 5.7.1 192.0.2.10 is listed", await mail.AskAsync(Listed));
        Assert.Equal("DUNNO", await mail.AskAsync(Served));
        await mail.LogsAsync(Served);
        return mail;
    }

    /// <summary>Makes a long log of the short one, each line so many times; the log is short again when that is disposed.</summary>
    internal IDisposable Lengthen(int times)
    {
        var settings = SettingsFile.Load(Site.SettingsPath).Settings!;
        var file = Directory.GetFiles(FilterEngine.LogDirectory(settings, Site.SettingsPath), "IPBLOCK*.log").Order(StringComparer.Ordinal).First();
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var lines = new StreamReader(stream).ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var added = new AddedFile(Path.Combine(Path.GetDirectoryName(file)!, Path.GetFileName(file)[..16] + "0900.log"));
        File.WriteAllLines(
            added.Path,
            lines.Where(static line => line[0] == '#').Concat(lines.Where(static line => line[0] != '#').SelectMany(line => Enumerable.Repeat(line, times))));
        return added;
    }

    private sealed record AddedFile(string Path) : IDisposable
    {
        public void Dispose() => File.Delete(Path);
    }
}
