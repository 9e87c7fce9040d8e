using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.Installer.Tests.Package;

/// <summary>The units of the package under a real systemd, which runs in namespaces of its own, and what the page's account may do there.</summary>
[Collection(PackageTests.Name)]
public sealed class DebianUnitTests(BuiltDebianPackage package)
{
    [Fact]
    public async Task The_page_is_off_until_it_is_started_and_may_replace_the_settings_read_the_log_and_nothing_else()
    {
        using var folder = new ScratchFolder();
        var here = Path.GetDirectoryName(Repository.File("tests", "Installer.Tests", "Package", "booted-debian.sh"))!;
        await BuiltDebianPackage.RunAsync(
            "/bin/sh", Path.Combine(here, "minimal-debian.sh"), folder.Path, package.Path, "systemd", "dbus", "init-system-helpers", "curl", "iproute2");
        Directory.CreateDirectory(Path.Combine(folder.Path, "root"));
        File.Copy(package.Path, Path.Combine(folder.Path, "root", "ipblock.deb"));
        var said = await BuiltDebianPackage.RunAsync("/bin/sh", Path.Combine(here, "booted-debian.sh"), folder.Path, Path.Combine(here, "page-unit.sh"));
        string[] expected =
        [
            "service: active", "page: disabled inactive", "settings before: 750 root:ipblock-conf", "page started: active",
            "settings: 750 ipblock-manager:ipblock-conf 640 ipblock-manager:ipblock-conf ",
            "accounts: 700 ipblock-manager:ipblock-conf 600 ipblock-manager:ipblock-conf ", "asked: <h1>Welcome, alice",
            "writes the log: no", "reads the log: yes", "writes programs: no", "writes other configuration: no", "writes what the service keeps: no",
            "reads passwords: no", "sees homes: no", "changes lists: yes", "changes settings: yes", "root changes settings: yes", "changes them again: yes",
            "history: 3", "rights: 640 ipblock-manager:ipblock-conf", "without the page: active", "purged: ",
        ];
        Assert.Equal(expected, said.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
