using System;
using System.Globalization;
using System.IO;
using IpBlock.Reporting;

namespace IpBlock.Service.Hosting;

/// <summary>Notices as lines on the standard output: with the priority in front for the journal (sd-daemon(3)), with the time elsewhere.</summary>
internal sealed class ConsoleNotices(TextWriter output, bool forJournal, Func<DateTimeOffset> now) : INoticeSink
{
    private readonly object _gate = new();
    private long _lost;

    public void Write(Notice notice)
    {
        lock (_gate)
        {
            try
            {
                if (_lost > 0)
                    output.WriteLine(Line(LogMessages.NoticesLost(_lost)));
                output.WriteLine(Line(notice));
                output.Flush();
                _lost = 0;
            }
            catch (Exception failure) when (failure is IOException or ObjectDisposedException or UnauthorizedAccessException)
            {
                _lost++; // a full disk, a journal that is gone: whoever had something to say goes on
            }
        }
    }

    private string Line(Notice notice)
    {
        var text = notice.Text.ReplaceLineEndings(" | ");
        var id = notice.Id.ToString(CultureInfo.InvariantCulture);
        return forJournal
            ? Priority(notice.Level) + id + " " + text
            : now().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture) + " " + notice.Level + " " + id + " " + text;
    }

    private static string Priority(NoticeLevel level) => level switch
    {
        NoticeLevel.Error => "<3>",
        NoticeLevel.Warning => "<4>",
        _ => "<6>",
    };
}
