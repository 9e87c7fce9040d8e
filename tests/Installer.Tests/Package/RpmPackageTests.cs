using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.Installer.Tests.Package;

/// <summary>The RPM package, made of the Debian one: what is in it, and its life by rpm, in a Debian, since no distribution with RPM is at hand.</summary>
[Collection(PackageTests.Name)]
public sealed class RpmPackageTests(BuiltDebianPackage debian)
{
    [Fact]
    public async Task It_holds_what_the_Debian_package_holds_and_lives_by_rpm()
    {
        using var folder = new ScratchFolder();
        var package = await MakeAsync(debian.Path, folder, "1.2.3");
        await HoldsTheSameFilesAsync(package);
        await NamesWhatItNeedsAsync(package);
        await SettingsAreTheAdministratorsAsync(package);
        await LivesAsync(folder, package);
    }

    [Fact]
    public async Task A_version_that_rpm_does_not_know_is_refused()
    {
        using var folder = new ScratchFolder();
        var (code, output) = await RealProcess.RunAsync(Script, [await SlimAsync(folder, "1.0-2"), folder.Path]);
        Assert.Equal((2, "the version of an RPM package cannot contain a hyphen: 1.0-2\n"), (code, output));
    }

    private static string Script => Repository.File("packaging", "rpm", "build.sh");

    private static async Task<string> MakeAsync(string deb, ScratchFolder folder, string version)
    {
        var made = await BuiltDebianPackage.RunAsync(Script, deb, folder.Path);
        var package = Path.Combine(folder.Path, $"ipblock-{version}-1.x86_64.rpm");
        Assert.StartsWith(package + " ", made, StringComparison.Ordinal);
        return package;
    }

    private async Task HoldsTheSameFilesAsync(string package)
    {
        var expected = Directory.EnumerateFiles(Path.Combine(debian.Root, "usr"), "*", SearchOption.AllDirectories).Select(path => path[debian.Root.Length..])
            .Where(static path => !path.Contains("/lintian/", StringComparison.Ordinal) && !path.EndsWith("/changelog.gz", StringComparison.Ordinal))
            .Select(static path => path.Replace("/usr/lib/ipblock/", "/usr/libexec/ipblock/", StringComparison.Ordinal)
                .Replace("/usr/share/ipblock/", "/etc/ipblock/", StringComparison.Ordinal)
                .Replace("/usr/share/doc/ipblock/copyright", "/usr/share/licenses/ipblock/copyright", StringComparison.Ordinal));
        var there = await QueryAsync(package, "[%{FILEMODES:octal} %{FILENAMES}\n]");
        var files = there.Where(static line => line[0] == '1').Select(static line => line[line.IndexOf('/', StringComparison.Ordinal)..]);
        Assert.Equal(expected.Order(StringComparer.Ordinal), files.Order(StringComparer.Ordinal));
        Assert.Contains("100755 /usr/libexec/ipblock/ipblock", there);
        Assert.Contains("100755 /usr/libexec/ipblock/give-settings", there);
        Assert.Contains("120777 /usr/bin/ipblock-manager", there);
    }

    // rpm reads from the programs which version of the C library they need, and so it is known what the Debian package has to say.
    private async Task NamesWhatItNeedsAsync(string package)
    {
        var needs = await QueryAsync(package, "[%{REQUIRES}\n]");
        var library = needs.Select(static need => Regex.Match(need, @"^libc\.so\.6\(GLIBC_(?<version>2\.[0-9]+)\)", RegexOptions.CultureInvariant, TimeSpan.FromMinutes(1))).Where(static match => match.Success)
            .Max(static match => Version.Parse(match.Groups["version"].ValueSpan));
        Assert.Contains($"libc6 (>= {library}),", await BuiltDebianPackage.RunAsync("dpkg-deb", "-f", debian.Path, "Depends"));
        Assert.All(new[] { "lttng", "mscordaccore" }, own => Assert.DoesNotContain(needs, need => need.Contains(own, StringComparison.Ordinal)));
        string[] others = ["libstdc++.so.6()(64bit)", "(libssl.so.3()(64bit) or libssl.so.1.1()(64bit))", "ca-certificates", "/usr/sbin/useradd", "systemd"];
        foreach (var need in others)
            Assert.Contains(need, needs);
        Assert.All(await QueryAsync(package, "[%{PROVIDES}\n]"), static provided => Assert.Contains("ipblock", provided));
    }

    private static async Task SettingsAreTheAdministratorsAsync(string package)
    {
        var files = await QueryAsync(package, "[%{FILENAMES} %{FILEFLAGS:fflags} %{FILEMODES:octal} %{FILEUSERNAME}:%{FILEGROUPNAME}\n]");
        Assert.Contains("/etc/ipblock/ipblock.json cn 100640 root:ipblock-conf", files);
        Assert.Contains("/etc/ipblock  40750 root:ipblock-conf", files);
        var scripts = await BuiltDebianPackage.RunAsync("rpm", "-qp", "--scripts", package);
        string[] commands = ["groupadd --system ipblock-conf", "useradd --system --gid ipblock-conf", "preset ipblock.service", "disable --now", "try-restart"];
        foreach (var words in commands)
            Assert.Contains(words, scripts, StringComparison.Ordinal);
    }

    private async Task LivesAsync(ScratchFolder folder, string package)
    {
        using var system = await MinimalDebian.CreateAsync(debian.Path);
        Task<string> RpmAsync(params string[] arguments) =>
            BuiltDebianPackage.RunAsync("rpm", ["--force-debian", "--root", system.FileAt(""), "--nodeps", .. arguments]);
        await RpmAsync("-i", await MakeAsync(await SlimAsync(folder, "1.0.0"), folder, "1.0.0"));
        Assert.Equal((0, "750 root:ipblock-conf\n640 root:ipblock-conf\n"), await system.RunAsync("stat -c '%a %U:%G' /etc/ipblock /etc/ipblock/ipblock.json"));
        const string Edited = "{ /* the administrator was here */ \"enabled\": false }";
        await File.WriteAllTextAsync(system.FileAt("/etc/ipblock/ipblock.json"), Edited);
        // As the page does when it is started.
        Assert.Equal((0, ""), await system.RunAsync("/usr/libexec/ipblock/give-settings && chown -R ipblock-manager /etc/ipblock"));

        await RpmAsync("-U", package);
        Assert.Equal((0, "ipblock 1.2.3\n"), await system.RunAsync("ipblock version"));
        Assert.Equal(Edited, await File.ReadAllTextAsync(system.FileAt("/etc/ipblock/ipblock.json")));
        Assert.Equal((0, "ipblock.json\n"), await system.RunAsync("ls /etc/ipblock"));
        var unit = await File.ReadAllTextAsync(system.FileAt("/usr/lib/systemd/system/ipblock-manager.service"));
        Assert.Contains("ExecStartPre=+/usr/libexec/ipblock/give-settings\n", unit);
        Assert.Equal((0, "750 root:ipblock-conf\n"), await system.RunAsync("stat -c '%a %U:%G' /etc/ipblock"));

        await RpmAsync("-e", "ipblock");
        Assert.Equal((0, "ipblock.json.rpmsave\n"), await system.RunAsync("ls /etc/ipblock"));
        Assert.False(Directory.Exists(system.FileAt("/usr/libexec/ipblock")));
    }

    // An earlier version without its weight: the programs are empty.
    private async Task<string> SlimAsync(ScratchFolder folder, string version)
    {
        var package = Path.Combine(folder.Path, "slim.deb");
        await BuiltDebianPackage.RunAsync("/bin/sh", "-c", """
            set -e
            mkdir -p "$2/usr/lib" && cp -r "$1/DEBIAN" "$2/" && cp -r "$1/usr/share" "$1/usr/bin" "$2/usr/"
            mkdir "$2/usr/lib/ipblock" && cp -r "$1/usr/lib/systemd" "$2/usr/lib/" && cp "$1/usr/lib/ipblock/give-settings" "$2/usr/lib/ipblock/"
            touch "$2/usr/lib/ipblock/ipblock" "$2/usr/lib/ipblock/ipblock-manager"
            sed -i "s/^Version: .*/Version: $3/" "$2/DEBIAN/control"
            dpkg-deb --root-owner-group -Znone --build "$2" "$4"
            """, "sh", debian.Root, Path.Combine(folder.Path, "slim"), version, package);
        return package;
    }

    private static async Task<List<string>> QueryAsync(string package, string format) =>
        [.. (await BuiltDebianPackage.RunAsync("rpm", "-qp", "--qf", format, package)).Split('\n', StringSplitOptions.RemoveEmptyEntries)];
}
