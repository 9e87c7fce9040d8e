using System;
using IpBlock.Notices;
using IpBlock.Time;

namespace IpBlock.Fleet.Log;

/// <summary>What the administrator of a server hears of the upload of its log: each thing once, until it is another; what goes on, once an hour.</summary>
internal sealed class LogNotices(INoticeSink notices, Clock clock)
{
    private static readonly TimeSpan Silence = TimeSpan.FromHours(1);
    private LogToUpload? _uploaded;
    private string _trouble = "";
    private (int Files, long Bytes) _lost;
    private TimeSpan? _lostTold;
    private int _ahead;
    private TimeSpan? _aheadTold;

    public void Uploaded(LogToUpload log)
    {
        if (_trouble.Length > 0 || log != _uploaded)
            notices.Write(LogMessages.FleetLogUploaded(log.Folder, log.WithoutMailboxes));
        (_uploaded, _trouble) = (log, "");
    }

    public void Waits(string folder, string why)
    {
        if (string.Equals(why, _trouble, StringComparison.Ordinal))
            return;
        _trouble = why;
        notices.Write(LogMessages.FleetLogWaits(folder, why));
    }

    public void Lost(string folder, int files, long bytes)
    {
        _lost = (_lost.Files + files, _lost.Bytes + bytes);
        if (_lost.Files == 0 || clock.Elapsed - _lostTold < Silence)
            return;
        notices.Write(LogMessages.FleetLogLost(folder, _lost.Files, _lost.Bytes));
        (_lost, _lostTold) = (default, clock.Elapsed);
    }

    public void Ahead(string folder, int decisions)
    {
        _ahead += decisions;
        if (_ahead == 0 || clock.Elapsed - _aheadTold < Silence)
            return;
        notices.Write(LogMessages.FleetLogAhead(folder, _ahead));
        (_ahead, _aheadTold) = (0, clock.Elapsed);
    }
}
