using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.Installer.Tests.Package;

/// <summary>The package for ARM servers: it does not run here, so what is in it is looked at.</summary>
[Collection(PackageTests.Name)]
public sealed class ArmPackageTests(BuiltDebianPackage ofThisMachine)
{
    private const ushort Aarch64 = 183; // EM_AARCH64 of elf.h

    [Fact]
    public async Task It_holds_the_same_files_for_another_processor()
    {
        using var folder = new ScratchFolder();
        // Without what a compiler does ahead, which takes a minute here: the package that is given away has it.
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ARCHITECTURE"] = "arm64",
            ["READYTORUN"] = "false",
            ["COMPRESSION"] = "none",
        };
        var script = Repository.File("packaging", "debian", "build.sh");
        var (code, output) = await RealProcess.RunAsync(script, ["1.2.3", folder.Path], TimeSpan.FromMinutes(15), environment: environment);
        Assert.True(code == 0, output);
        var package = Path.Combine(folder.Path, "ipblock_1.2.3_arm64.deb");
        Assert.Equal("arm64\n", await BuiltDebianPackage.RunAsync("dpkg-deb", "-f", package, "Architecture"));
        Assert.Equal(await BuiltDebianPackage.RunAsync("dpkg-deb", "-f", ofThisMachine.Path, "Depends"),
            await BuiltDebianPackage.RunAsync("dpkg-deb", "-f", package, "Depends"));

        var root = Path.Combine(folder.Path, "root");
        await BuiltDebianPackage.RunAsync("dpkg-deb", "-R", package, root);
        Assert.Equal(Names(ofThisMachine.Root), Names(root));
        var programs = Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Select(static path => (path, Machine: MachineOf(path))).Where(static file => file.Machine is not null).ToList();
        Assert.True(programs.Count > 10, programs.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.All(programs, static program => Assert.True(program.Machine == Aarch64, program.path));
        var completion = Path.Combine("usr", "share", "bash-completion", "completions", "ipblock");
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(ofThisMachine.Root, completion)), await File.ReadAllTextAsync(Path.Combine(root, completion)));
    }

    private static IEnumerable<string> Names(string root) =>
        Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(root, path))
        .Order(StringComparer.Ordinal);

    /// <summary>The processor of an ELF file; null when it is none.</summary>
    private static ushort? MachineOf(string path)
    {
        using var file = File.OpenRead(path);
        var head = new byte[20];
        var isElf = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length && head.AsSpan().StartsWith("\u007fELF"u8);
        return isElf ? BitConverter.ToUInt16(head, 18) : null;
    }
}
