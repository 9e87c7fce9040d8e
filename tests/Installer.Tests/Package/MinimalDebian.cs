using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Testing.Servers;

namespace IpBlock.Installer.Tests.Package;

/// <summary>
/// A Debian that has the essential packages and what ours depends on, and nothing else (minimal-debian.sh), which is made once for a package and copied. dpkg
/// itself installs there.
/// </summary>
internal sealed class MinimalDebian : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly SemaphoreSlim OneAtATime = new(1);
    private readonly ScratchFolder _folder = new();

    private MinimalDebian()
    {
    }

    public static async Task<MinimalDebian> CreateAsync(string package)
    {
        var debian = new MinimalDebian();
        await BuiltDebianPackage.RunAsync("cp", "-a", await MadeAsync(package) + "/.", debian._folder.Path);
        return debian;
    }

    public string FileAt(string path) => _folder.Path + path;

    public Task<string> DpkgAsync(params string[] arguments) => BuiltDebianPackage.RunAsync("dpkg", ["--force-unsafe-io", "--root=" + _folder.Path, .. arguments]);

    /// <summary>Runs a line of the shell inside, with /proc and /dev, without which .NET does not start and has no random numbers.</summary>
    public Task<(int ExitCode, string Output)> RunAsync(string line) => RealProcess.RunAsync(
        "unshare", ["--mount", "sh", "-c", "mount -t proc none \"$1/proc\" && mount --bind /dev \"$1/dev\" && exec chroot \"$1\" /bin/sh -c \"$2\"", "sh", _folder.Path, line], Patience);

    public void Dispose() => _folder.Dispose();

    // Beside the package, with whose folder it goes.
    private static async Task<string> MadeAsync(string package)
    {
        var made = package + ".minimal";
        await OneAtATime.WaitAsync();
        try
        {
            if (!Directory.Exists(made))
                await BuiltDebianPackage.RunAsync("/bin/sh", Repository.File("tests", "Installer.Tests", "Package", "minimal-debian.sh"), made, package);
            return made;
        }
        finally
        {
            OneAtATime.Release();
        }
    }
}
