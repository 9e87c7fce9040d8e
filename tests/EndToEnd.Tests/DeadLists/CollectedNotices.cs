using System.Collections.Generic;
using IpBlock.Notices;
using IpBlock.Reporting;

namespace IpBlock.EndToEnd.DeadLists;

/// <summary>What an administrator would have been told.</summary>
internal sealed class CollectedNotices : INoticeSink
{
    private readonly List<string> _told = [];

    public IReadOnlyCollection<string> Told
    {
        get
        {
            lock (_told)
                return [.. _told];
        }
    }

    public void Write(Notice notice)
    {
        lock (_told)
            _told.Add(notice.Text);
    }
}
