using System.IO;
using System.Net;
using System.Threading.Tasks;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.Installer.Tests.Package;

/// <summary>The package installed, upgraded, removed and purged by dpkg, in a Debian where nothing is but what it depends on.</summary>
[Collection(PackageTests.Name)]
public sealed class DebianLifeTests(BuiltDebianPackage package)
{
    private const string Settings = "/etc/ipblock/ipblock.json";
    private const string Rights = "stat -c '%a %U:%G' /etc/ipblock " + Settings;
    private const string Closed = "750 root:ipblock-conf\n640 root:ipblock-conf\n";

    [Fact]
    public async Task Settings_are_made_where_there_are_none_for_root_and_the_service_alone()
    {
        using var debian = await MinimalDebian.CreateAsync(package.Path);
        await debian.DpkgAsync("-i", package.Path);
        Assert.Equal((0, Closed), await debian.RunAsync(Rights));
        // This Debian has no name servers, which serve --check says.
        var (code, output) = await debian.RunAsync("ipblock serve --check");
        Assert.Equal((0, Settings + " is valid."), (code, output.Split('\n')[0]));
        Assert.Equal(0, (await debian.RunAsync("ipblock provider add --name x --lookup-domain secret.zen.dq.spamhaus.net --any-match; ipblock config set enabled false")).ExitCode);
        Assert.Equal((0, Closed), await debian.RunAsync(Rights));
        Assert.Equal((0, "640 root:ipblock-conf\n"), await debian.RunAsync("ipblock config set enabled false --settings /etc/ipblock/other.json >/dev/null && stat -c '%a %U:%G' /etc/ipblock/other.json"));
        Assert.Equal((0, "600 root:root\n"), await debian.RunAsync("ipblock config set enabled false --settings /tmp/other.json >/dev/null && stat -c '%a %U:%G' /tmp/other.json"));

        File.Delete(debian.FileAt(Settings));
        await debian.DpkgAsync("-i", package.Path);
        Assert.Equal((0, Closed), await debian.RunAsync(Rights));
    }

    [Fact]
    public async Task An_upgrade_asks_nothing_and_keeps_what_the_administrator_wrote_also_where_the_settings_were_a_conffile()
    {
        using var debian = await MinimalDebian.CreateAsync(package.Path);
        await debian.DpkgAsync("-i", package.Before);
        Assert.Equal((0, "644 root:root\n"), await debian.RunAsync("stat -c '%a %U:%G' " + Settings));
        const string Edited = "{ /* the administrator was here */ \"enabled\": false }";
        await File.WriteAllTextAsync(debian.FileAt(Settings), Edited);

        for (var upgrade = 0; upgrade < 2; upgrade++)
        {
            await debian.DpkgAsync("-i", package.Path);
            Assert.Equal(Edited, await File.ReadAllTextAsync(debian.FileAt(Settings)));
            Assert.Equal((0, Closed), await debian.RunAsync(Rights));
            Assert.Equal([debian.FileAt(Settings)], Directory.GetFiles(debian.FileAt("/etc/ipblock")));
            Assert.True(File.Exists(debian.FileAt("/usr/lib/systemd/system/ipblock.service")));
        }

        await debian.DpkgAsync("--remove", "ipblock");
        Assert.Equal(Edited, await File.ReadAllTextAsync(debian.FileAt(Settings)));
        await debian.DpkgAsync("-i", package.Path);
        Assert.Equal(Edited, await File.ReadAllTextAsync(debian.FileAt(Settings)));
        await debian.DpkgAsync("--purge", "ipblock");
        Assert.False(Directory.Exists(debian.FileAt("/etc/ipblock")));
    }

    [Fact]
    public async Task Rights_that_the_administrator_has_chosen_stay()
    {
        using var debian = await MinimalDebian.CreateAsync(package.Path);
        await debian.DpkgAsync("-i", package.Path);
        const string Mine = "751 root:mail\n600 root:mail\n";
        Assert.Equal((0, ""), await debian.RunAsync($"chgrp mail /etc/ipblock {Settings} && chmod 751 /etc/ipblock && chmod 600 {Settings}"));
        await debian.DpkgAsync("-i", package.Path);
        Assert.Equal((0, Mine), await debian.RunAsync(Rights));
    }

    [Fact]
    public async Task A_list_is_fetched_over_TLS_and_no_command_misses_a_library()
    {
        using var debian = await MinimalDebian.CreateAsync(package.Path);
        await debian.DpkgAsync("-i", package.Path);
        using var site = new ScratchFolder();
        const string List = "198.51.100.0/24\n203.0.113.1\n";
        site.Write("drop.txt", $"HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\nContent-Length: {List.Length}\r\n\r\n{List}");
        var end = new IPEndPoint(IPAddress.Loopback, Free.Port());
        await BuiltDebianPackage.RunAsync("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=lists", "-addext", "subjectAltName=IP:127.0.0.1",
            "-keyout", Path.Combine(site.Path, "key.pem"), "-out", Path.Combine(site.Path, "cert.pem"));
        await using var server = await RealProcess.StartAsync(
            "openssl", ["s_server", "-accept", end.ToString(), "-cert", "cert.pem", "-key", "key.pem", "-HTTP"], _ => Probe.AcceptsAsync(end), site.Path);
        File.Copy(Path.Combine(site.Path, "cert.pem"), debian.FileAt("/etc/ipblock/ca.pem"));
        await File.WriteAllTextAsync(debian.FileAt(Settings), $$"""
            { "feeds": { "caFile": "/etc/ipblock/ca.pem" }, "lists": [ { "name": "drop", "kind": "block", "format": "plain", "url": "https://{{end}}/drop.txt" } ],
              "dns": { "servers": [ "127.0.0.1:9" ] } }
            """);

        var (code, output) = await debian.RunAsync("ipblock lists update");
        Assert.True(code == 0, output);
        Assert.Equal(List, await File.ReadAllTextAsync(debian.FileAt("/etc/ipblock/lists/drop.list")));
        foreach (var command in new[] { "version", "catalog list", "config validate", "check 192.0.2.7", "lists", "export --help", "serve --check" })
            Assert.True((await debian.RunAsync("ipblock " + command)).ExitCode is >= 0 and <= 3, command); // an abort is 134
    }
}
