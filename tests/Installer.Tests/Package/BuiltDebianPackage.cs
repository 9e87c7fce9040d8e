using System;
using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using IpBlock.Testing;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.Installer.Tests.Package;

/// <summary>The Debian package, made once and as a person makes it, what is in it, and one as it was when the settings were a conffile.</summary>
public sealed class BuiltDebianPackage : IAsyncLifetime
{
    private readonly ScratchFolder _folder = new();

    public string Path { get; private set; } = "";

    /// <summary>The package unpacked, its scripts in the folder DEBIAN.</summary>
    public string Root => System.IO.Path.Combine(_folder.Path, "root");

    /// <summary>Version 0.1.0 without the program: its scripts, and its settings as a conffile.</summary>
    public string Before => System.IO.Path.Combine(_folder.Path, "before.deb");

    public async ValueTask InitializeAsync()
    {
        Assert.Contains("ipblock_1.2.3_", await RunAsync(Compiling, Repository.File("packaging", "debian", "build.sh"), "1.2.3", _folder.Path));
        Path = Assert.Single(Directory.GetFiles(_folder.Path, "ipblock_1.2.3_*.deb"));
        await RunAsync("dpkg-deb", "-R", Path, Root);
        await RunAsync("/bin/sh", "-c", """
            set -e
            cp -r "$1" "$3"; cd "$3"
            mkdir -p etc/ipblock lib/systemd/system
            mv usr/lib/systemd/system/ipblock.service lib/systemd/system/
            rm -rf usr/lib usr/share/ipblock DEBIAN/md5sums
            cp "$2/postinst" "$2/prerm" "$2/postrm" DEBIAN/
            cp "$2/ipblock.json" etc/ipblock/
            chmod 644 etc/ipblock/ipblock.json
            echo /etc/ipblock/ipblock.json >DEBIAN/conffiles
            sed -i -e 's/^Version: .*/Version: 0.1.0/' -e 's/^Depends: .*/Depends: libc6/' DEBIAN/control
            dpkg-deb --root-owner-group --build . "$4"
            """, "sh", Root, Repository.File("tests", "Installer.Tests", "Package", "Before"), System.IO.Path.Combine(_folder.Path, "old"), Before);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    // As the one of Windows, but compiled ahead as it is shipped. It is packed a minute faster than the shipped one, and unpacked often.
    private static Dictionary<string, string> Compiling => new(BuiltPackages.Compiling, StringComparer.Ordinal)
    {
        ["READYTORUN"] = "true",
        ["COMPRESSION"] = LongMatrix.IsWhole ? "xz" : "gzip",
    };

    /// <summary>Runs a program that has to end well; what it said.</summary>
    public static Task<string> RunAsync(string program, params string[] arguments) => RunAsync(new Dictionary<string, string>(StringComparer.Ordinal), program, arguments);

    private static async Task<string> RunAsync(Dictionary<string, string> environment, string program, params string[] arguments)
    {
        var (code, output) = await RealProcess.RunAsync(program, arguments, TimeSpan.FromMinutes(30), environment: environment);
        Assert.True(code == 0, output);
        return output;
    }
}
