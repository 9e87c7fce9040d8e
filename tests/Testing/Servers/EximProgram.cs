using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

namespace IpBlock.Testing.Servers;

/// <summary>
/// A real Exim beside the Postfix that is installed: its packages, which are in conflict with Postfix's, are fetched with apt-get and unpacked into a folder
/// of the tests' own.
/// </summary>
public sealed class EximProgram
{
    /// <summary>The account Debian's Exim takes, with the number of nobody.</summary>
    public const string User = "Debian-exim";

    private static readonly string[] Packages = ["exim4-daemon-light", "libidn12"];
    private static readonly Lazy<Task<EximProgram>> Unpacked = new(UnpackAsync);
    private readonly string _root;

    private EximProgram(string root) => _root = root;

    public string Path => System.IO.Path.Combine(_root, "usr", "sbin", "exim4");

    /// <summary>Where the libraries lie that the machine may lack.</summary>
    public string Libraries =>
        Directory.GetDirectories(System.IO.Path.Combine(_root, "usr", "lib")).First(folder => folder.EndsWith("-linux-gnu", StringComparison.Ordinal));

    /// <summary>Fetched and unpacked by whoever asks first; a build folder keeps it.</summary>
    /// <exception cref="RealProcessException">The packages can be had neither from the folder nor from the archive.</exception>
    public static Task<EximProgram> GetAsync() => Unpacked.Value;

    private static async Task<EximProgram> UnpackAsync()
    {
        var root = System.IO.Path.Combine(AppContext.BaseDirectory, "exim");
        if (Directory.Exists(root))
            return new EximProgram(root);
        using var folder = new ScratchFolder();
        await FetchAsync(folder.Path);
        var half = System.IO.Path.Combine(AppContext.BaseDirectory, "exim.half");
        foreach (var package in Directory.GetFiles(folder.Path, "*.deb"))
            await MustAsync("dpkg", ["-x", package, half]);
        Directory.Move(half, root);
        return new EximProgram(root);
    }

    // A machine on which nothing had to be installed may know no packages yet.
    private static async Task FetchAsync(string folder)
    {
        string[] download = ["-c", $"cd '{folder}' && exec apt-get -q download {string.Join(' ', Packages)} 2>&1"];
        if ((await RealProcess.RunAsync("/bin/sh", download)).ExitCode == 0)
            return;
        await RealProcess.RunAsync("apt-get", ["-q", "update"]);
        await MustAsync("/bin/sh", download);
    }

    private static async Task MustAsync(string file, IReadOnlyList<string> arguments)
    {
        var (code, output) = await RealProcess.RunAsync(file, arguments);
        if (code != 0)
            throw new RealProcessException($"The tests need {string.Join(" and ", Packages)}, which apt-get cannot fetch; is the machine offline?\n{output}");
    }
}
