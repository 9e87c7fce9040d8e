using System;
using System.IO;
using System.Linq;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Files;
using IpBlock.Lists;
using IpBlock.Providers.Health;
using IpBlock.Settings;
using IpBlock.Testing.Servers;
using IpBlock.Tests.Notices;
using IpBlock.Tests.Reporting;
using IpBlock.Tests.Time;
using Xunit;

namespace IpBlock.Tests.Files;

/// <summary>What is no file in a file's place is said at once, and nothing waits for it.</summary>
public sealed class NoFileTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("pipe", "a named pipe, not a file")]
    [InlineData("device", "a device, not a file")]
    [InlineData("socket", "a socket, not a file")]
    [InlineData("folder", "is a folder")]
    [InlineData("link to a pipe", "a named pipe, not a file")]
    public async Task Settings_that_are_none(string what, string said)
    {
        using var socket = Put(what, "ipblock.json");
        var load = await InTimeAsync(() => SettingsFile.Load(PathOf("ipblock.json")));
        Assert.Contains(said, Assert.Single(load.Errors).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pipe", "a named pipe, not a file")]
    [InlineData("device", "a device, not a file")]
    [InlineData("folder", "a folder, not a file")]
    public async Task A_list_that_is_none_while_the_service_runs(string what, string said)
    {
        var (clock, notices) = (new FakeClock(), new CollectedNotices());
        using var store = new ListStore(clock, notices);
        var settings = SettingsFile.Parse("""{ "lists": [ { "name": "own", "file": "own.list" } ] }""", "a").Settings!;
        await InTimeAsync(() => store.Use(settings, PathOf("ipblock.json")));
        using var socket = Put(what, "own.list");
        await InTimeAsync(() =>
        {
            store.Look();
            store.Look();
        });
        Assert.Contains(said, notices.All.Last().Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pipe")]
    [InlineData("device")]
    [InlineData("socket")]
    [InlineData("folder")]
    public async Task A_record_and_the_health_of_the_lists_that_are_none(string what)
    {
        using var socket = Put(what, HealthFile.Name);
        Assert.Equal("", (await InTimeAsync(() => FeedRecord.Read(PathOf(HealthFile.Name)))).Source);
        Assert.Empty((await InTimeAsync(() => HealthFile.Read(_folder.Path))).Lists);
    }

    [Fact]
    public void Only_a_socket_is_taken_for_one()
    {
        using var socket = Put("socket", "door.sock");
        Put("pipe", "pipe");
        _folder.Write("empty", "");
        File.CreateSymbolicLink(PathOf("link"), PathOf("door.sock"));
        Assert.True(FileKinds.IsOwnSocket(PathOf("door.sock")));
        Assert.All(["pipe", "empty", "link", "missing", ""], name => Assert.False(FileKinds.IsOwnSocket(PathOf(name))));
        Assert.All(["empty", "link", "missing"], name => Assert.Throws<IOException>(() => FileKinds.OpenSocketToAll(PathOf(name))));
    }

    private Socket? Put(string what, string name)
    {
        switch (what)
        {
            case "pipe":
                ForeignFolder.Pipe(PathOf(name));
                return null;
            case "link to a pipe":
                ForeignFolder.Pipe(PathOf("there"));
                File.CreateSymbolicLink(PathOf(name), PathOf("there"));
                return null;
            case "device":
                File.CreateSymbolicLink(PathOf(name), "/dev/zero");
                return null;
            case "folder":
                Directory.CreateDirectory(PathOf(name));
                return null;
            default:
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                socket.Bind(new UnixDomainSocketEndPoint(PathOf(name)));
                return socket;
        }
    }

    private string PathOf(string name) => Path.Combine(_folder.Path, name);

    private static Task InTimeAsync(Action work) => Task.Run(work).WaitAsync(Limit, TestContext.Current.CancellationToken);

    private static Task<T> InTimeAsync<T>(Func<T> work) => Task.Run(work).WaitAsync(Limit, TestContext.Current.CancellationToken);
}
