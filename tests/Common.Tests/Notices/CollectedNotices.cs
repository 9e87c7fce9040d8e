using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using IpBlock.Notices;
using IpBlock.Reporting;

namespace IpBlock.Tests.Notices;

/// <summary>Remembers notices, and can make the writer wait.</summary>
internal sealed class CollectedNotices : INoticeSink
{
    private readonly Lock _lock = new();
    private readonly List<Notice> _all = [];

    /// <summary>Called with every notice before it is remembered.</summary>
    public Action<Notice>? Meanwhile { get; set; }

    public IReadOnlyList<Notice> All
    {
        get
        {
            lock (_lock)
                return [.. _all];
        }
    }

    public IEnumerable<int> Ids => All.Select(notice => notice.Id);

    public IReadOnlyList<string> Of(int id) => [.. All.Where(notice => notice.Id == id).Select(notice => notice.Text)];

    public void Write(Notice notice)
    {
        Meanwhile?.Invoke(notice);
        lock (_lock)
            _all.Add(notice);
    }
}
