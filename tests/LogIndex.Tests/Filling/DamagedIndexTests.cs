using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.LogIndex.Filling;
using Microsoft.Data.Sqlite;
using Xunit;
using static IpBlock.LogIndex.Tests.IndexUnderTest;

namespace IpBlock.LogIndex.Tests.Filling;

/// <summary>The index is thrown away and made anew, and that is told; the log is never touched.</summary>
public sealed class DamagedIndexTests : IDisposable
{
    private const string File1 = "IPBLOCK20261101-0001.log";

    private readonly IndexUnderTest _test = new();

    public DamagedIndexTests()
    {
        new RandomLog(_test.Log, 1).Write(File1, 300, RandomLog.Start);
        _test.CatchUp();
    }

    public void Dispose() => _test.Dispose();

    private string Path => new IndexFolder(_test.Folder).Newest()!;

    [Fact]
    public async Task An_index_that_was_deleted_is_made_anew()
    {
        Stop();
        Directory.Delete(_test.Folder, recursive: true);
        _test.Restart();
        _test.CatchUp();
        await _test.HasAllAsync();
    }

    [Fact]
    public async Task One_that_is_deleted_while_it_is_used_is_made_anew_and_told()
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("An open file cannot be deleted there.");
        File.Delete(Path);
        _test.CatchUp();
        Assert.Contains("was deleted", _test.Index.Status.Rebuilt, StringComparison.Ordinal);
        await _test.HasAllAsync();
    }

    [Theory]
    [InlineData("empty")]
    [InlineData("no database")]
    [InlineData("first page")]
    [InlineData("in the middle")]
    [InlineData("cut")]
    public async Task One_that_is_damaged_is_made_anew_and_told(string damage)
    {
        Stop();
        Damage(Path, damage);
        _test.Restart();
        _test.CatchUp();
        Assert.Equal(IndexState.Current, _test.Index.Status.State);
        if (damage != "empty")
            Assert.Contains("was damaged", _test.Index.Status.Rebuilt, StringComparison.Ordinal);
        await _test.HasAllAsync();
        Assert.Single(Directory.GetFiles(_test.Folder, "*.db"));
    }

    [Fact]
    public async Task Damage_that_a_viewer_meets_is_told_and_the_index_made_anew()
    {
        _test.Restart();
        _test.CatchUp();
        SqliteConnection.ClearAllPools();
        using (var stream = new FileStream(Path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
        {
            var noise = new byte[stream.Length - 4096];
            new Random(1).NextBytes(noise);
            stream.Position = 4096;
            stream.Write(noise);
        }

        foreach (var companion in new[] { "-wal" })
        {
            using var wal = new FileStream(Path + companion, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
            wal.SetLength(0);
        }

        var answer = await _test.Questions.PageAsync(new LogFilter(), 10);
        Assert.Contains("damaged", answer.Problem, StringComparison.Ordinal);
        Assert.Empty(answer.Value.Decisions);
        _test.CatchUp();
        Assert.Contains("was damaged", _test.Index.Status.Rebuilt, StringComparison.Ordinal);
        await _test.HasAllAsync();
    }

    [Fact]
    public async Task One_of_another_version_is_made_anew_and_told()
    {
        Stop();
        using (var connection = new SqliteConnection($"Data Source={Path};Pooling=False"))
        {
            connection.Open();
            connection.Run("UPDATE about SET stamp = '0'");
        }

        _test.Restart();
        _test.CatchUp();
        Assert.Contains("another version", _test.Index.Status.Rebuilt, StringComparison.Ordinal);
        await _test.HasAllAsync();
    }

    [Fact]
    public async Task A_full_disk_is_told_and_the_index_goes_on_once_there_is_room()
    {
        _test.Restart();
        _test.Index.Filler.MaxPages = 40;
        new RandomLog(_test.Log, 2).Write("IPBLOCK20261102-0001.log", 3_000, RandomLog.Start.AddDays(1));
        _test.CatchUp();
        Assert.Equal(IndexState.Failing, _test.Index.Status.State);
        Assert.Contains("is full", _test.Index.Status.Problem, StringComparison.Ordinal);
        Assert.NotEmpty((await AnsweredAsync(_test.Questions.PageAsync(new LogFilter(), 10))).Decisions);
        _test.CatchUp();
        Assert.Equal(IndexState.Failing, _test.Index.Status.State);
        _test.Index.Filler.MaxPages = int.MaxValue;
        _test.Index.CatchUp();
        Assert.Equal(IndexState.Failing, _test.Index.Status.State);
        _test.CatchUp();
        Assert.Equal(new IndexStatus(IndexState.Current, 0, null, null), _test.Index.Status);
        await _test.HasAllAsync();
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_told_and_tried_again()
    {
        Stop();
        Directory.Delete(_test.Folder, recursive: true);
        File.WriteAllText(_test.Folder, "no folder");
        _test.Restart();
        _test.CatchUp();
        Assert.Contains(_test.Folder, _test.Index.Status.Problem, StringComparison.Ordinal);
        File.Delete(_test.Folder);
        _test.CatchUp();
        await _test.HasAllAsync();
    }

    [Fact]
    public async Task One_process_fills_the_index_another_may_ask_and_takes_over_when_the_first_has_ended()
    {
        using var other = _test.New();
        other.CatchUp();
        Assert.Equal(IndexState.FilledByAnother, other.Status.State);
        Assert.Equal(10, (await AnsweredAsync(other.Questions.PageAsync(new LogFilter(), 10))).Decisions.Count);
        _test.Index.Dispose();
        _test.Clock.Advance(TimeSpan.FromSeconds(6));
        other.CatchUp();
        Assert.Equal(IndexState.Current, other.Status.State);
    }

    [Fact]
    public async Task Who_asks_does_not_wait_for_who_fills()
    {
        Stop();
        using var writer = IndexWriter.Open(Path, 0)!;
        writer.Begin();
        writer.Remove([.. writer.Files().Select(static file => file.Id)]);
        using var other = _test.New();
        other.CatchUp();
        var asked = other.Questions.CountAsync(new LogFilter());
        Assert.True((await AnsweredAsync(asked)).Decisions > 0);
        writer.Undo();
    }

    [Fact]
    public void Only_this_account_may_read_the_index()
    {
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path));
        Assert.All(Directory.GetFiles(_test.Folder, "*.db*"), static file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
    }

    private void Stop()
    {
        _test.Index.Dispose();
        SqliteConnection.ClearAllPools();
    }

    private static void Damage(string path, string damage)
    {
        var bytes = File.ReadAllBytes(path);
        switch (damage)
        {
            case "empty":
                bytes = [];
                break;
            case "no database":
                bytes = [.. Enumerable.Repeat((byte)'x', 10_000)];
                break;
            case "first page":
                new Random(1).NextBytes(bytes.AsSpan(100, 2000));
                break;
            case "in the middle":
                new Random(1).NextBytes(bytes.AsSpan(4096 * 3, 4096 * 4));
                break;
            default:
                bytes = bytes[..(bytes.Length / 2)];
                break;
        }

        File.WriteAllBytes(path, bytes);
    }
}
