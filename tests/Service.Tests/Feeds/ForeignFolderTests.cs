using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Lists;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.Service.Tests.Feeds;

/// <summary>Root fetches lists into the folder of the service's account, where that account may have put anything.</summary>
public sealed class ForeignFolderTests
{
    private static readonly string[] Names = ["", ".part", ".part.packed", ".json", ".json.part", ".fresh", ".fresh.part", ".old", ".old.part", ".held", ".lock"];
    private const string Precious = "root's own\n";

    public static TheoryData<string, string> Traps => [.. Names.SelectMany(static name => new[] { "link", "dangling link", "hard link", "pipe" }.Select(kind => (name, kind)))];

    [Theory]
    [MemberData(nameof(Traps))]
    public async Task What_lies_in_wait_there_leads_root_nowhere(string name, string trap)
    {
        await using var test = await FeedUnderTest.StartAsync();
        var folder = test.GiveAway();
        var (target, missing) = (Path.Combine(test.Folder, "precious"), Path.Combine(test.Folder, "not-there"));
        await File.WriteAllTextAsync(target, Precious);
        File.SetUnixFileMode(target, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var written = File.GetLastWriteTimeUtc(target);
        Set(trap, test.Place.File + name, target, missing);

        // A trap may keep the list from being fetched, which is said; it may not lead to another file, and nothing may wait for ever.
        foreach (var entries in new[] { 10, 11, 12 })
        {
            test.Server.Answer = FeedServer.Text(FeedUnderTest.Addresses(entries));
            await Record.ExceptionAsync(test.UpdateAsync).AsTask().WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        }

        Assert.Equal((Precious, written, 0u), (await File.ReadAllTextAsync(target), File.GetLastWriteTimeUtc(target), ForeignFolder.OwnerOf(target)));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(target));
        Assert.False(File.Exists(missing));
        foreach (var file in Directory.GetFiles(folder).Where(file => file != test.Place.File + name))
            Assert.Equal((uint)ForeignFolder.Nobody, ForeignFolder.OwnerOf(file));
        if (name is not ".lock")
            Assert.Equal(FeedUnderTest.Addresses(12), test.InForce);
    }

    [Theory]
    [InlineData("000")]
    [InlineData("077")]
    [InlineData("777")]
    public async Task Under_any_umask_the_service_can_read_and_write_what_root_has_fetched(string umask)
    {
        await using var test = await FeedUnderTest.StartAsync();
        var folder = test.GiveAway();
        _ = test.Settings;
        var (code, output) = await RealProcess.RunAsync("sh", ["-c", $"umask {umask}; exec dotnet {ProgramPath} lists update --settings {test.SettingsPath}"]);
        Assert.True(code == 0, output);
        var words = RealProcess.As("nobody", "nogroup", "sh", "-c", $"cd {folder} && cat drop.list drop.list.json && echo x >> drop.list");
        var (read, text) = await RealProcess.RunAsync(words[0], [.. words.Skip(1)]);
        Assert.True(read == 0, text);
        Assert.Contains("203.0.113.1", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_of_lists_that_is_a_link_of_the_services_into_roots_is_not_written()
    {
        await using var test = await FeedUnderTest.StartAsync();
        var own = Path.Combine(test.Folder, "of-root");
        Directory.CreateDirectory(own);
        ForeignFolder.Make(Path.Combine(test.Folder, "state"));
        ForeignFolder.Link(Path.Combine(test.Folder, "state", "lists"), own);
        test.Feeds += ", \"directory\": \"state/lists\"";
        await Assert.ThrowsAsync<UnauthorizedAccessException>(test.UpdateAsync);
        Assert.Empty(Directory.GetFileSystemEntries(own));
    }

    private static string ProgramPath => Path.Combine(AppContext.BaseDirectory, "ipblock.dll");

    private static void Set(string trap, string path, string target, string missing)
    {
        if (trap == "link")
            ForeignFolder.Link(path, target);
        else if (trap == "dangling link")
            ForeignFolder.Link(path, missing);
        else if (trap == "hard link")
            ForeignFolder.HardLink(path, target);
        else
            ForeignFolder.Pipe(path);
    }
}
