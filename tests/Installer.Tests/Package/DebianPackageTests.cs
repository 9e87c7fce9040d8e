using System;
using System.IO;
using System.Threading.Tasks;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.Installer.Tests.Package;

/// <summary>The Debian package taken apart. In the collection of the other packages because all are built of the same sources.</summary>
[Collection(PackageTests.Name)]
public sealed class DebianPackageTests(BuiltDebianPackage package)
{
    [Fact]
    public async Task The_package_holds_a_program_that_runs_and_settings_that_are_good()
    {
        var root = package.Root;
        Assert.Equal("1.2.3\n", await BuiltDebianPackage.RunAsync("dpkg-deb", "-f", package.Path, "Version"));
        var program = Path.Combine(root, "usr", "lib", "ipblock", "ipblock");
        Assert.Equal("ipblock 1.2.3\n", await BuiltDebianPackage.RunAsync(program, "version"));
        await BuiltDebianPackage.RunAsync(program, "config", "validate", "--settings", Path.Combine(root, "usr", "share", "ipblock", "ipblock.json"));
        Assert.False(File.Exists(Path.Combine(root, "DEBIAN", "conffiles")));
        Assert.Equal("../lib/ipblock/ipblock", new FileInfo(Path.Combine(root, "usr", "bin", "ipblock")).LinkTarget);
        var manager = Path.Combine(root, "usr", "lib", "ipblock", "ipblock-manager");
        Assert.Contains("invite", await BuiltDebianPackage.RunAsync(manager, "--help"));
        Assert.Equal("../lib/ipblock/ipblock-manager", new FileInfo(Path.Combine(root, "usr", "bin", "ipblock-manager")).LinkTarget);
        foreach (var file in new[] { "lib/systemd/system/ipblock.service", "lib/systemd/system/ipblock-manager.service", "share/man/man8/ipblock.8.gz", "share/man/man8/ipblock-manager.8.gz", "share/bash-completion/completions/ipblock", "share/doc/ipblock/postfix.md", "share/doc/ipblock/runtime-notices.txt.gz",
            "share/doc/ipblock/prometheus/ipblock.rules.yml", "share/doc/ipblock/grafana/ipblock.json", "share/doc/ipblock/manager/overview.png" })
            Assert.True(new FileInfo(Path.Combine(root, "usr", file)) is { Exists: true, Length: > 0 }, file);
        Assert.DoesNotContain(Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories), static path => path.EndsWith(".pdb", StringComparison.Ordinal));
        foreach (var script in new[] { "postinst", "prerm", "postrm" })
            await BuiltDebianPackage.RunAsync("test", "-x", Path.Combine(root, "DEBIAN", script));
    }

    [Fact]
    public async Task Every_library_that_is_packed_stands_in_the_copyright_file()
    {
        var copyright = await File.ReadAllTextAsync(Path.Combine(package.Root, "usr", "share", "doc", "ipblock", "copyright"));
        foreach (var name in new[] { "Newtonsoft.Json", "Spectre.Console", "System.CommandLine", "Microsoft.NETCore.App.Runtime", "Microsoft.AspNetCore.App.Runtime", "Radzen.Blazor", "QRCoder", "Otp.NET", "Microsoft.Data.Sqlite" })
            Assert.Contains("\n" + name, copyright, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ipblock.service")]
    [InlineData("ipblock-manager.service")]
    public async Task A_unit_is_as_closed_as_one_that_serves_the_network_can_be(string unit)
    {
        var path = Path.Combine(package.Root, "usr", "lib", "systemd", "system", unit);
        await BuiltDebianPackage.RunAsync("systemd-analyze", "security", "--offline=true", "--threshold=16", path);
    }

    [Fact]
    public async Task Lintian_finds_no_error_and_nothing_to_warn_of()
    {
        var (code, output) = await RealProcess.RunAsync("lintian", ["--allow-root", "--fail-on", "error,warning", package.Path], TimeSpan.FromMinutes(5));
        Assert.Equal((0, ""), (code, output));
    }
}
