using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Installer.Tests.Package;
using IpBlock.Testing.Manual;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.Installer.Tests.Walks;

/// <summary>
/// The installations of the README from nothing, in a Debian that has a mail server and runs under a real systemd. Every line is read out of the README;
/// at the end a listed client is rejected with the words that the README shows, and another one is accepted.
/// </summary>
[Collection(PackageTests.Name)]
public sealed class DebianWalkTests(BuiltDebianPackage package)
{
    private static readonly string Here = Path.GetDirectoryName(Repository.File("tests", "Installer.Tests", "Walks", "debian.sh"))!;
    private static readonly string Booted = Repository.File("tests", "Installer.Tests", "Package", "booted-debian.sh");

    [Fact]
    public async Task Postfix()
    {
        var blocks = Documents.Below("README.md", "## Install for Postfix");
        var said = await WalkAsync("postfix", Shell(blocks));
        Assert.Contains(Rejection(blocks), said.Split('\n'));
        Assert.Contains("<-  250 2.1.5 Ok", said.Split('\n'));
    }

    [Fact]
    public async Task Sendmail()
    {
        var blocks = Documents.Below("README.md", "## Install for Sendmail");
        var shell = blocks.Where(static block => block.Language == "sh").ToList();
        var said = await WalkAsync("sendmail", [.. Shell([shell[0]]), Before("MAILER", "/etc/mail/sendmail.mc", blocks.Single(static block => block.Language == "m4")), .. Shell(shell.Skip(1)), .. Tries()]);
        Assert.Contains(Rejection(blocks), said.Split('\n'));
        Assert.Contains("<-  250 2.1.5 <root@localhost>... Recipient ok", said.Split('\n'));
    }

    // The lines with which the README tries both.
    private static IEnumerable<string> Tries() => Shell([Documents.Below("README.md", "## Install for Postfix").Last(static block => block.Language == "sh")]);

    private static string Rejection(IEnumerable<DocumentBlock> blocks) => Assert.Single(blocks.Single(static block => block.Language == "text").Lines);

    private static IEnumerable<string> Shell(IEnumerable<DocumentBlock> blocks) => blocks.SelectMany(static block => block.ShellLines).Select(static line =>
        line.StartsWith("apt install ", StringComparison.Ordinal) ? "yes | " + line
        : line.StartsWith("swaks ", StringComparison.Ordinal) && line.Contains(" 198.51.100.1 ", StringComparison.Ordinal) ? "rejected " + line
        : line);

    private static string Before(string first, string file, DocumentBlock lines) => $$"""
        cat >/root/lines <<'END'
        {{string.Join('\n', lines.Lines)}}
        END
        awk 'FNR == NR { lines = lines $0 "\n"; next } /^{{first}}/ && !done { printf "%s", lines; done = 1 } { print }' /root/lines {{file}} >/root/whole
        cat /root/whole >{{file}}
        """;

    private async Task<string> WalkAsync(string server, IEnumerable<string> lines)
    {
        using var folder = new ScratchFolder();
        var root = Path.Combine(folder.Path, "root");
        var mail = Path.Combine(root, "root", "mail");
        await BuiltDebianPackage.RunAsync("/bin/sh", Path.Combine(Here, "mail-server.sh"), mail, server);
        await BuiltDebianPackage.RunAsync(
            "/bin/sh", [Repository.File("tests", "Installer.Tests", "Package", "minimal-debian.sh"), root, package.Path, .. Directory.GetFiles(mail), "systemd", "dbus", "init-system-helpers", "iproute2", "apt", "swaks", "mawk"]);
        File.CreateSymbolicLink(Path.Combine(root, "root", Named(lines)), "/root/ipblock.deb");
        File.Copy(package.Path, Path.Combine(root, "root", "ipblock.deb"));
        await File.WriteAllTextAsync(Path.Combine(root, "etc", "hostname"), "mx.example.com\n");
        await File.WriteAllTextAsync(Path.Combine(root, "etc", "hosts"), "127.0.0.1 localhost\n127.0.1.1 mx.example.com mx\n");
        await File.WriteAllTextAsync(Path.Combine(root, "etc", "dpkg", "dpkg.cfg.d", "tests"), "force-unsafe-io\n");
        var script = folder.Write("walk.sh", $"server={server}\n{await File.ReadAllTextAsync(Path.Combine(Here, "debian.sh"))}\n{string.Join('\n', lines)}\n");
        return await BuiltDebianPackage.RunAsync("/bin/sh", Booted, root, script);
    }

    // The file as the README calls it.
    private static string Named(IEnumerable<string> lines) =>
        Path.GetFileName(lines.SelectMany(static line => line.Split(' ')).First(static word => word.EndsWith(".deb", StringComparison.Ordinal)));
}
