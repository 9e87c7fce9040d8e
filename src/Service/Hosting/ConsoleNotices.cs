using System;
using System.Globalization;
using System.IO;
using IpBlock.Notices;
using IpBlock.Reporting;

namespace IpBlock.Service.Hosting;

/// <summary>Notices as lines on the standard output: with the priority in front for the journal (sd-daemon(3)), with the time elsewhere. Not for two threads at a time.</summary>
internal sealed class ConsoleNotices(TextWriter output, bool forJournal)
{
    public void Write(Notice notice, DateTimeOffset at)
    {
        var text = Printable.Line(notice.Text);
        var id = notice.Id.ToString(CultureInfo.InvariantCulture);
        var line = forJournal
            ? Priority(notice.Level) + id + " " + text
            : at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture) + " " + notice.Level + " " + id + " " + text;
        output.WriteLine(line);
        output.Flush();
    }

    private static string Priority(NoticeLevel level) => level switch
    {
        NoticeLevel.Error => "<3>",
        NoticeLevel.Warning => "<4>",
        _ => "<6>",
    };
}
