using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Administration.Logs;
using IpBlock.LogIndex.Asking;
using IpBlock.Reporting;
using IpBlock.Tests.Settings;
using IpBlock.Tests.Time;
using Xunit;

namespace IpBlock.LogIndex.Tests;

/// <summary>A log and an index of it in a folder of their own, with a clock that stands still.</summary>
internal sealed class IndexUnderTest : IDisposable
{
    private readonly TemporaryFolder _folder = TemporaryFolder.InMemory();
    private readonly int _sliceLength;

    public IndexUnderTest(int sliceLength = 100)
    {
        _sliceLength = sliceLength;
        Directory.CreateDirectory(Log);
        Index = New();
    }

    public string Log => _folder.PathOf("log");

    public string Folder => _folder.PathOf("index");

    public FakeClock Clock { get; } = new();

    public DecisionIndex Index { get; private set; }

    public LogQuestions Questions => Index.Questions;

    public string PathOf(string file) => Path.Combine(Log, file);

    public DecisionIndex New() => new(Log, Folder, Clock, _sliceLength);

    /// <summary>The process ends, and another begins.</summary>
    public void Restart()
    {
        Index.Dispose();
        Index = New();
    }

    /// <summary>Reads all there is, as after a second.</summary>
    public void CatchUp()
    {
        Clock.Advance(TimeSpan.FromSeconds(6));
        Index.CatchUp();
    }

    public void Write(string file, params string[] lines) => File.WriteAllText(PathOf(file), "#Fields: " + LogColumns.Fields + "\n" + string.Concat(lines));

    public void Append(string file, params string[] lines) => File.AppendAllText(PathOf(file), string.Concat(lines));

    /// <summary>A line by which its session can be told.</summary>
    public static string Line(int second, string session, string recipient = "", string sender = "", string client = "192.0.2.1", string reply = "", string provider = "") =>
        $"{RandomLog.Start.AddSeconds(second):yyyy-MM-dd'T'HH:mm:ss.fff'Z'},{session},192.0.2.25:25,{client}:4000,OnRcptCommand,{(reply.Length > 0 ? "RejectCommand" : "AcceptRecipient")},{reply},,{provider},,,{recipient},,1,,,,b:one=127.0.0.2!,{sender},,\n";

    /// <summary>The sessions of all decisions that are found, oldest first, with blanks between them.</summary>
    public async Task<string> SessionsAsync(LogFilter? filter = null) => string.Join(' ', (await AllAsync(filter ?? new LogFilter(), 1_000)).AsEnumerable().Reverse().Select(static decision => decision.Record.SessionId));

    /// <summary>All decisions that are found, newest first, read page by page.</summary>
    public async Task<List<IndexedDecision>> AllAsync(LogFilter filter, int size)
    {
        var all = new List<IndexedDecision>();
        DecisionKey? next = null;
        do
        {
            var page = (await AnsweredAsync(Questions.PageAsync(filter, size, next)));
            Assert.True(page.Decisions.Count == size || page.Next is null, "A page before the last is full.");
            all.AddRange(page.Decisions);
            next = page.Next;
        }
        while (next is not null);
        return all;
    }

    public static async Task<T> AnsweredAsync<T>(Task<LogAnswer<T>> asked)
    {
        var answer = await asked;
        Assert.Null(answer.Problem);
        return answer.Value;
    }

    /// <summary>A decision with all its fields, to compare by.</summary>
    public static string TextOf(DecisionRecord decision) => string.Join('|', Enumerable.Range(0, LogColumns.All.Count).Select(column => decision[column]));

    /// <summary>Fails unless the index has each line of the log, once.</summary>
    public async Task HasAllAsync()
    {
        var expected = new DecisionLogReader(Log).ReadNew().Select(TextOf).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(expected, (await AllAsync(new LogFilter(), 1_000)).Select(static decision => TextOf(decision.Record)).Order(StringComparer.Ordinal));
        Assert.Equal(expected.Count, (await AnsweredAsync(Questions.CountAsync(new LogFilter(), long.MaxValue - 1))).Decisions);
        Assert.Equal(expected.Count, (await AnsweredAsync(Questions.HoursAsync(DateTimeOffset.MinValue, DateTimeOffset.MaxValue))).Sum(static hour => hour.Decisions));
    }

    public void Dispose()
    {
        Index.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }
}
