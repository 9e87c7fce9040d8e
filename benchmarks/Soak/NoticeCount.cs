using System.Collections.Concurrent;
using System.Linq;
using IpBlock.Notices;
using IpBlock.Reporting;

namespace IpBlock.Benchmarks.Soak;

/// <summary>Counts notices by number, and keeps the first of those that are errors.</summary>
internal sealed class NoticeCount : INoticeSink
{
    private readonly ConcurrentDictionary<int, (int Count, Notice First)> _counts = new();

    public void Write(Notice notice) => _counts.AddOrUpdate(notice.Id, static (_, first) => (1, first), static (_, so, _) => (so.Count + 1, so.First), notice);

    public override string ToString() => string.Join(", ", _counts.OrderBy(static pair => pair.Key)
        .Select(static pair => $"{pair.Key}: {pair.Value.Count}" + (pair.Value.First.Level == NoticeLevel.Error ? $" ({pair.Value.First.Text})" : "")));
}
