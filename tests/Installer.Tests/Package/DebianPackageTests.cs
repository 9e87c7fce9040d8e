using System;
using System.IO;
using System.Threading.Tasks;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.Installer.Tests.Package;

/// <summary>The Debian package, made and taken apart. In the collection of the other packages because all are built of the same sources.</summary>
[Collection(PackageTests.Name)]
public sealed class DebianPackageTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    [Fact]
    public async Task The_package_holds_a_program_that_runs_and_settings_that_are_good()
    {
        using var folder = new ScratchFolder();
        Assert.Contains("ipblock_1.2.3_", await RunAsync(Repository.File("packaging", "debian", "build.sh"), "1.2.3", folder.Path));
        var package = Assert.Single(Directory.GetFiles(folder.Path, "ipblock_1.2.3_*.deb"));
        Assert.Equal("1.2.3\n", await RunAsync("dpkg-deb", "-f", package, "Version"));

        var root = Path.Combine(folder.Path, "root");
        await RunAsync("dpkg-deb", "-R", package, root);
        var program = Path.Combine(root, "usr", "lib", "ipblock", "ipblock");
        Assert.Equal("ipblock 1.2.3\n", await RunAsync(program, "version"));
        await RunAsync(program, "config", "validate", "--settings", Path.Combine(root, "etc", "ipblock", "ipblock.json"));
        Assert.Equal("/etc/ipblock/ipblock.json\n", await File.ReadAllTextAsync(Path.Combine(root, "DEBIAN", "conffiles")));
        Assert.Equal("../lib/ipblock/ipblock", new FileInfo(Path.Combine(root, "usr", "bin", "ipblock")).LinkTarget);
        foreach (var file in new[] { "lib/systemd/system/ipblock.service", "usr/share/man/man8/ipblock.8.gz", "usr/share/bash-completion/completions/ipblock", "usr/share/doc/ipblock/postfix.md" })
            Assert.True(new FileInfo(Path.Combine(root, file)) is { Exists: true, Length: > 0 }, file);
        Assert.DoesNotContain(Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories), static path => path.EndsWith(".pdb", StringComparison.Ordinal));
        foreach (var script in new[] { "postinst", "prerm", "postrm" })
            await RunAsync("test", "-x", Path.Combine(root, "DEBIAN", script));
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        var (code, output) = await RealProcess.RunAsync(program, arguments, Patience);
        Assert.True(code == 0, output);
        return output;
    }
}
