using System;
using System.IO;
using System.Threading.Tasks;
using IpBlock.Files;
using IpBlock.Notices;
using IpBlock.Providers.Health;
using IpBlock.Reporting;
using IpBlock.Testing.Servers;
using IpBlock.Tests.Time;
using Xunit;

namespace IpBlock.Tests.Files;

/// <summary>Root writes into a folder that belongs to an account without rights, which has set traps there.</summary>
public sealed class ForeignFolderTests : IDisposable
{
    private const string Precious = "root's own\n";
    private readonly ScratchFolder _folder = new();
    private readonly string _foreign;
    private readonly string _target;

    public ForeignFolderTests()
    {
        _foreign = Path.Combine(_folder.Path, "foreign");
        ForeignFolder.Make(_foreign);
        _target = _folder.Write("precious", Precious);
        File.SetUnixFileMode(_target, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_health_of_the_lists_takes_the_place_of_a_link_and_belongs_to_the_folders_owner()
    {
        var health = Path.Combine(_foreign, HealthFile.Name);
        ForeignFolder.Link(health, _target);
        Assert.Null(HealthFile.Write(_foreign, HealthMemory.Empty, DateTimeOffset.UnixEpoch));
        Assert.Equal((uint)ForeignFolder.Nobody, ForeignFolder.OwnerOf(health));
        AssertUntouched();
    }

    [Theory]
    [InlineData("link")]
    [InlineData("hard link")]
    [InlineData("pipe")]
    public void A_notice_is_rather_lost_than_written_elsewhere(string trap)
    {
        var path = Path.Combine(_foreign, "notices.log");
        if (trap == "link")
            ForeignFolder.Link(path, _target);
        else if (trap == "pipe")
            ForeignFolder.Pipe(path);
        else
            ForeignFolder.HardLink(path, _target);
        var file = new NoticeFile(path, new FakeClock());
        file.Write(new Notice(1, NoticeLevel.Error, "text"));
        Assert.Equal(1, file.Lost);
        AssertUntouched();
    }

    [Fact]
    public void A_log_of_decisions_begins_a_file_of_its_own_beside_a_link()
    {
        ForeignFolder.Link(Path.Combine(_foreign, "IPBLOCK19700101-0001.log"), _target);
        ForeignFolder.Link(Path.Combine(_foreign, "IPBLOCK19700101-0002.log"), Path.Combine(_folder.Path, "missing"));
        using (var file = new LogFolder(_foreign, 1 << 20, 10 << 20, TimeSpan.FromDays(1)).Open(DateTimeOffset.UnixEpoch))
            file.WriteByte((byte)'x');
        Assert.Equal((uint)ForeignFolder.Nobody, ForeignFolder.OwnerOf(Path.Combine(_foreign, "IPBLOCK19700101-0003.log")));
        Assert.False(File.Exists(Path.Combine(_folder.Path, "missing")));
        AssertUntouched();
    }

    [Fact]
    public void A_folder_behind_a_link_of_roots_and_a_closed_door_is_reached_as_systemd_lays_it_out()
    {
        // /var/lib/ipblock -> private/ipblock, and private is root's alone.
        var closed = Directory.CreateDirectory(Path.Combine(_folder.Path, "private")).FullName;
        File.SetUnixFileMode(closed, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        ForeignFolder.Make(Path.Combine(closed, "ipblock"));
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "ipblock"), "private/ipblock");
        using var folder = OwnedFolder.Open(Path.Combine(_folder.Path, "ipblock", "lists"));
        using (folder.Create("drop.list"))
            Assert.True(folder.Has("drop.list"));
        Assert.Equal(Path.Combine(closed, "ipblock", "lists"), folder.Path);
        Assert.Equal((uint)ForeignFolder.Nobody, ForeignFolder.OwnerOf(folder.Path));
        Assert.Equal((uint)ForeignFolder.Nobody, ForeignFolder.OwnerOf(Path.Combine(folder.Path, "drop.list")));
    }

    [Fact]
    public async Task A_folder_that_is_swapped_for_a_link_again_and_again_leads_nowhere()
    {
        var own = Directory.CreateDirectory(Path.Combine(_folder.Path, "of-root")).FullName;
        var swap = $"cd {_foreign} && while :; do mkdir lists 2>/dev/null; rm -rf lists; ln -s {own} lists; rm -f lists; done";
        var swapping = RealProcess.RunAsync("timeout", ["20", .. RealProcess.As("nobody", "nogroup", "sh", "-c", swap)]);
        var (written, refused) = (0, 0);
        while (!swapping.IsCompleted)
        {
            try
            {
                using var folder = OwnedFolder.Open(Path.Combine(_foreign, "lists"));
                using (folder.Create("drop.list"))
                    written++;
            }
            catch (Exception expected) when (expected is IOException or UnauthorizedAccessException)
            {
                refused++;
            }
        }

        await swapping;
        Assert.True(written > 0 && refused > 0, $"{written} written, {refused} refused: the race was never run");
        Assert.Empty(Directory.GetFileSystemEntries(own));
    }

    private void AssertUntouched()
    {
        Assert.Equal((Precious, 0u), (File.ReadAllText(_target), ForeignFolder.OwnerOf(_target)));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_target));
    }
}
