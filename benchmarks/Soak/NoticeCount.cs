using System.Collections.Concurrent;
using System.Linq;
using IpBlock.Reporting;

namespace IpBlock.Benchmarks.Soak;

/// <summary>Counts notices by number.</summary>
internal sealed class NoticeCount : INoticeSink
{
    private readonly ConcurrentDictionary<int, int> _counts = new();

    public void Write(Notice notice) => _counts.AddOrUpdate(notice.Id, 1, static (_, count) => count + 1);

    public override string ToString() => string.Join(", ", _counts.OrderBy(static pair => pair.Key).Select(static pair => $"{pair.Key}: {pair.Value}"));
}
