using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.Installer.Tests.Package;

/// <summary>The same sources give the same package to the byte.</summary>
[Collection(PackageTests.Name)]
public sealed class ReproducibleTests(BuiltDebianPackage package)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    [Fact]
    public async Task What_is_packed_again_by_somebody_else_at_another_place_and_time_is_the_same()
    {
        using var folder = new ScratchFolder();
        var program = Path.Combine(folder.Path, "program");
        // The program as it was published: with what the package has among its documents.
        const string Publish = """
            cp -r "$1" "$2" && rm "$2/give-settings" && cp "$4"/*.cdx.json "$2" && mkdir "$3" || exit
            for notices in "$4"/*.third-party-notices.txt.gz; do gunzip -c "$notices" >"$2/$(basename "$notices" .gz)" || exit; done
            chmod -R go-rwx "$2"
            """;
        await RunAsync("/bin/sh", "-c", Publish, "sh", Path.Combine(package.Root, "usr", "lib", "ipblock"), program, Path.Combine(folder.Path, "tmp"),
            Path.Combine(package.Root, "usr", "share", "doc", "ipblock"));
        // A folder that a link is put into has the time of that.
        var time = new DateTimeOffset(File.GetLastWriteTimeUtc(Path.Combine(package.Root, "usr", "lib", "ipblock", "ipblock")));
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PROGRAM"] = program,
            ["COMPRESSION"] = "none",
            ["TMPDIR"] = Path.Combine(folder.Path, "tmp"),
            ["TZ"] = "Pacific/Chatham",
            ["LC_ALL"] = "tr_TR.UTF-8",
            ["SOURCE_DATE_EPOCH"] = time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        };
        string[] arguments = ["-c", "umask 077 && exec \"$0\" 1.2.3 \"$1\"", Script, folder.Path];
        var (code, output) = await RealProcess.RunAsync("/bin/sh", arguments, Patience, environment: environment);
        Assert.True(code == 0, output);
        // Not the compressed bytes, for which xz would be waited for twice: it makes the same of the same.
        Assert.Equal(await SumsAsync(package.Path), await SumsAsync(Path.Combine(folder.Path, Path.GetFileName(package.Path))));
    }

    [Fact]
    public void No_program_of_ours_names_the_place_where_it_was_compiled()
    {
        var ours = Directory.EnumerateFiles(Path.Combine(package.Root, "usr", "lib", "ipblock"))
            .Where(static path => Path.GetFileName(path).StartsWith("ipblock", StringComparison.OrdinalIgnoreCase)).ToList();
        Assert.True(ours.Count > 6, string.Join('\n', ours));
        foreach (var path in ours)
        {
            var bytes = File.ReadAllBytes(path);
            foreach (var place in new[] { Repository.Root.TrimEnd('/') + "/src/", Path.GetTempPath().TrimEnd('/') + "/tmp." })
            {
                foreach (var encoding in new[] { Encoding.UTF8, Encoding.Unicode })
                    Assert.True(bytes.AsSpan().IndexOf(encoding.GetBytes(place)) < 0, $"{path} has {place} in it");
            }
        }
    }

    [Fact(Explicit = true)]
    public async Task A_clone_elsewhere_gives_the_same_package_and_the_same_MSI()
    {
        using var folder = new ScratchFolder();
        var sums = new List<(string Debian, string Msi)>();
        foreach (var place in new[] { "one", "another/and/deeper" })
        {
            var clone = Path.Combine(folder.Path, place);
            await RunAsync("git", "clone", "--quiet", Repository.Root, clone);
            await RunAsync(Path.Combine(clone, "packaging", "debian", "build.sh"), "1.2.3", clone);
            await RunAsync(Path.Combine(clone, "src", "Installer", "build.sh"), "1.2.3", clone);
            sums.Add((await SumAsync(Directory.GetFiles(clone, "*.deb").Single()), await SumAsync(Directory.GetFiles(clone, "*.msi").Single())));
        }

        Assert.Equal(sums[0], sums[1]);
    }

    private static string Script => Repository.File("packaging", "debian", "build.sh");

    private static async Task<string> SumAsync(string file) => (await RunAsync("sha256sum", file)).Split(' ')[0];

    private static Task<string> SumsAsync(string deb) =>
        RunAsync("/bin/sh", "-c", "dpkg-deb --ctrl-tarfile \"$1\" | sha256sum; dpkg-deb --fsys-tarfile \"$1\" | sha256sum", "sh", deb);

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        var (code, output) = await RealProcess.RunAsync(program, arguments, Patience);
        Assert.True(code == 0, output);
        return output;
    }
}
