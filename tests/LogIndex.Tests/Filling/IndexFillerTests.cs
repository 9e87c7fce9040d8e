using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Administration.Logs.Reading;
using IpBlock.LogIndex.Filling;
using Xunit;
using static IpBlock.LogIndex.Tests.IndexUnderTest;

namespace IpBlock.LogIndex.Tests.Filling;

/// <summary>What becomes of the files of the log is seen in the index, and each line is in it once.</summary>
public sealed class IndexFillerTests : IDisposable
{
    private const string First = "IPBLOCK20261101-0001.log";
    private const string Second = "IPBLOCK20261102-0001.log";

    private readonly IndexUnderTest _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task A_log_that_is_not_there_yet_has_no_decisions_and_no_problem()
    {
        Directory.Delete(_test.Log);
        _test.CatchUp();
        Assert.Equal(new IndexStatus(IndexState.Current, 0, null, null), _test.Index.Status);
        Assert.Equal("", await _test.SessionsAsync());
    }

    [Fact]
    public async Task Lines_are_read_once_however_often_is_looked_and_whoever_looks()
    {
        _test.Write(First, Line(1, "a"), Line(2, "b"));
        _test.CatchUp();
        _test.CatchUp();
        _test.Append(First, Line(3, "c"));
        _test.CatchUp();
        _test.Restart();
        _test.CatchUp();
        _test.Append(First, Line(4, "d"));
        _test.Write(Second, Line(5, "e"));
        _test.Restart();
        _test.CatchUp();
        Assert.Equal("a b c d e", await _test.SessionsAsync());
        await _test.HasAllAsync();
    }

    [Fact]
    public async Task A_line_that_is_not_finished_is_left_until_it_is()
    {
        var line = Line(2, "b");
        _test.Write(First, Line(1, "a"), line[..20]);
        _test.CatchUp();
        Assert.Equal("a", await _test.SessionsAsync());
        _test.Append(First, line[20..^1]);
        _test.CatchUp();
        Assert.Equal("a", await _test.SessionsAsync());
        _test.Append(First, "\n" + Line(3, "c"));
        _test.CatchUp();
        Assert.Equal("a b c", await _test.SessionsAsync());
    }

    [Fact]
    public async Task What_is_no_decision_is_passed_over_also_when_it_is_longer_than_any_line()
    {
        _test.Write(First, Line(1, "a"), new string('x', LogLineReader.Longest * 3) + "\n", "\0\0\0\n", "\n", Line(2, "b"));
        _test.CatchUp();
        Assert.Equal("a b", await _test.SessionsAsync());
    }

    [Fact]
    public async Task A_header_counts_for_the_lines_behind_it_also_when_a_process_has_read_no_more_than_it()
    {
        File.WriteAllText(_test.PathOf(First), "#Fields: SessionId,Timestamp,Action\n");
        _test.CatchUp();
        _test.Restart();
        _test.Append(First, "a,2026-11-01T22:00:01.000Z,AcceptConnection\n", "#Fields: Timestamp,Action,SessionId\n");
        _test.CatchUp();
        _test.Restart();
        _test.Append(First, "2026-11-01T22:00:02.000Z,AcceptConnection,b\n");
        _test.CatchUp();
        Assert.Equal("a b", await _test.SessionsAsync());
        await _test.HasAllAsync();
    }

    [Fact]
    public async Task With_a_file_its_decisions_go_and_whom_only_they_named()
    {
        _test.Write(First, Line(1, "a", "gone.recipient@site.example", "shared@sender.example", reply: "550 5.7.1 gone wording"), Line(2, "b"));
        _test.Write(Second, Line(3, "c", "kept@site.example", "shared@sender.example"));
        _test.CatchUp();
        Assert.Equal("a", await _test.SessionsAsync(new LogFilter { Recipient = "gone.recipient" }));
        File.Delete(_test.PathOf(First));
        _test.CatchUp();
        Assert.Equal("c", await _test.SessionsAsync());
        Assert.Equal("c", await _test.SessionsAsync(new LogFilter { Sender = "shared" }));
        await _test.HasAllAsync();
        _test.Index.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        var bytes = string.Concat(Directory.GetFiles(_test.Folder).Select(static file => System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(file))));
        Assert.Contains("kept@site.example", bytes, StringComparison.Ordinal);
        Assert.DoesNotContain("gone", bytes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_left_to_tidy_up_when_the_process_ended_is_tidied_up_by_the_next()
    {
        _test.Write(First, Line(1, "a", "gone@site.example"));
        _test.CatchUp();
        File.Delete(_test.PathOf(First));
        using (var writer = Writer())
        {
            writer.Begin();
            writer.Remove([.. writer.Files().Select(static file => file.Id)]);
            writer.Commit();
        }

        _test.CatchUp();
        using var after = Writer();
        Assert.False(after.HasUnused);
        Assert.Equal("", await _test.SessionsAsync());

        IndexWriter Writer()
        {
            _test.Restart();
            return IndexWriter.Open(new IndexFolder(_test.Folder).Newest()!, 0)!;
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_that_is_cut_or_replaced_is_read_anew(bool restarts)
    {
        _test.Write(Second, Line(9, "z"));
        _test.Write(First, Line(1, "a"), Line(2, "b"), Line(3, "c"));
        Look();
        _test.Write(First, Line(1, "a"), Line(2, "b"));
        Look();
        Assert.Equal("a b z", await _test.SessionsAsync());
        _test.Write(First, Line(1, "a"), Line(2, "x"));
        File.SetLastWriteTimeUtc(_test.PathOf(First), DateTime.UnixEpoch);
        Look();
        Assert.Equal("a x z", await _test.SessionsAsync());
        _test.Write(First, Line(1, "a"), Line(2, "y"), Line(3, "c"), Line(4, "d"));
        Look();
        Assert.Equal("a y c d z", await _test.SessionsAsync());
        await _test.HasAllAsync();

        void Look()
        {
            if (restarts)
                _test.Restart();
            _test.CatchUp();
        }
    }

    [Fact]
    public async Task A_file_that_was_replaced_behind_all_backs_is_found_out_when_a_line_is_shown()
    {
        _test.Write(Second, Line(9, "z"));
        _test.Write(First, Line(1, "a"), Line(2, "b"));
        var written = File.GetLastWriteTimeUtc(_test.PathOf(First));
        _test.CatchUp();
        _test.Write(First, Line(1, "a"), Line(3, "x"));
        File.SetLastWriteTimeUtc(_test.PathOf(First), written);
        _test.CatchUp();
        Assert.Equal("a z", await _test.SessionsAsync());
        _test.CatchUp();
        Assert.Equal("a x z", await _test.SessionsAsync());
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_told_and_read_once_it_can()
    {
        _test.Write(First, Line(1, "a"));
        _test.Write(Second, Line(2, "b"));
        using (new FileStream(_test.PathOf(Second), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            _test.CatchUp();
            Assert.Equal("a", await _test.SessionsAsync());
            Assert.Contains(_test.PathOf(Second), _test.Index.Status.Problem, StringComparison.Ordinal);
        }

        _test.CatchUp();
        Assert.Null(_test.Index.Status.Problem);
        Assert.Equal("a b", await _test.SessionsAsync());
    }

    [Fact]
    public async Task A_folder_that_is_away_for_a_moment_is_told_and_nothing_is_forgotten()
    {
        _test.Write(First, Line(1, "a"));
        _test.CatchUp();
        Directory.Move(_test.Log, _test.Log + "-away");
        _test.CatchUp();
        Assert.Contains(_test.Log, _test.Index.Status.Problem, StringComparison.Ordinal);
        Assert.Equal(1, (await AnsweredAsync(_test.Questions.CountAsync(new LogFilter()))).Decisions);
        Directory.Move(_test.Log + "-away", _test.Log);
        _test.CatchUp();
        Assert.Null(_test.Index.Status.Problem);
        Assert.Equal("a", await _test.SessionsAsync());
    }

    [Fact]
    public async Task What_happened_last_is_read_first()
    {
        _test.Write(First, [.. Enumerable.Range(0, 500).Select(static i => Line(i, "old"))]);
        _test.Write(Second, Line(1_000, "new"));
        Assert.True(_test.Index.Filler.Slice());
        Assert.Equal(IndexState.Filling, _test.Index.Status.State);
        Assert.True(_test.Index.Status.Pending > 0);
        Assert.Equal("new", await _test.SessionsAsync());
    }
}
