using System;
using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.Installer.Tests.Package;

/// <summary>A repository of the packages, as apt itself finds it: signed, and not to be changed by anybody else.</summary>
[Collection(PackageTests.Name)]
public sealed class AptRepositoryTests(BuiltDebianPackage package)
{
    [Fact]
    public async Task Apt_finds_the_newest_version_and_takes_nothing_that_is_not_signed()
    {
        using var folder = new ScratchFolder();
        var (keys, site, client) = (Directory.CreateDirectory(Path.Combine(folder.Path, "keys")).FullName, Path.Combine(folder.Path, "site"), Client(folder));
        var gnupg = new Dictionary<string, string>(StringComparer.Ordinal) { ["GNUPGHOME"] = keys };
        await RunAsync("chmod", ["700", keys]);
        try
        {
            await RunAsync("gpg", ["--batch", "--passphrase", "", "--quick-generate-key", "packages@site.example", "ed25519", "sign", "1y"], gnupg);
            await RunAsync(Script, [site, "packages@site.example", package.Before], gnupg);
            Assert.Contains("2 packages, signed by packages@site.example", await RunAsync(Script, [site, "packages@site.example", package.Path, package.Before], gnupg));

            await File.WriteAllTextAsync(Path.Combine(client, "ipblock.sources"),
                $"Types: deb\nURIs: file:{site}\nSuites: stable\nComponents: main\nSigned-By: {site}/ipblock-archive-keyring.gpg\n");
            await RunAsync("apt-get", [.. Options(client), "update"]);
            Assert.Contains("Inst ipblock (1.2.3 IpBlock:stable [amd64])", await RunAsync("apt-get", [.. Options(client), "install", "--simulate", "--no-install-recommends", "ipblock"]));
            await RunAsync("apt-get", [.. Options(client), "install", "--download-only", "--yes", "--no-install-recommends", "ipblock=1.2.3"]);

            var index = Path.Combine(site, "dists", "stable", "InRelease");
            await File.WriteAllTextAsync(index, (await File.ReadAllTextAsync(index)).Replace("Origin: IpBlock", "Origin: Somebody", StringComparison.Ordinal));
            var (code, output) = await RealProcess.RunAsync("apt-get", [.. Options(client), "update", "-oAPT::Update::Error-Mode=any"], TimeSpan.FromMinutes(2));
            Assert.True(code != 0 && output.Contains("BADSIG", StringComparison.Ordinal), output);
        }
        finally
        {
            await RealProcess.RunAsync("gpgconf", ["--kill", "all"], environment: gnupg);
        }
    }

    private static string Script => Repository.File("packaging", "debian", "apt-repository.sh");

    private static string Client(ScratchFolder folder)
    {
        foreach (var name in new[] { "state/lists/partial", "cache/archives/partial", "empty" })
            Directory.CreateDirectory(Path.Combine(folder.Path, "client", name));
        return Path.Combine(folder.Path, "client");
    }

    // Nothing of this machine's apt but what is installed.
    private static string[] Options(string client) =>
    [
        $"-oDir::Etc::sourcelist={client}/ipblock.sources", $"-oDir::Etc::sourceparts={client}/empty", $"-oDir::Etc::parts={client}/empty", $"-oDir::Etc::preferencesparts={client}/empty",
        $"-oDir::State={client}/state", "-oDir::State::status=/var/lib/dpkg/status", $"-oDir::Cache={client}/cache", "-oAPT::Sandbox::User=root", "-qq",
    ];

    private static async Task<string> RunAsync(string program, IReadOnlyList<string> arguments, Dictionary<string, string>? environment = null)
    {
        var (code, output) = await RealProcess.RunAsync(program, [.. arguments], TimeSpan.FromMinutes(2), environment: environment);
        Assert.True(code == 0, output);
        return output;
    }
}
