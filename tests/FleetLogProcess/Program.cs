using System;
using System.Globalization;
using System.Threading;
using IpBlock.Fleet.Log;
using IpBlock.Notices;
using IpBlock.Time;

namespace IpBlock.Fleet.Tests.Log;

/// <summary>A program that uploads a log until it is killed: <c>SETTINGS FOLDER LINES</c>, so many lines at a time.</summary>
internal static class Program
{
    public static int Main(string[] arguments)
    {
        var notices = new Printed();
        var log = new LogToUpload(arguments[1], WithoutMailboxes: false);
        var uploader = new LogUploader(
            arguments[0], Clock.System, notices, new TaskErrors(Clock.System, notices), () => log, TimeSpan.FromMilliseconds(50), int.Parse(arguments[2], CultureInfo.InvariantCulture));
        new ManualResetEventSlim().Wait(Timeout.Infinite);
        GC.KeepAlive(uploader);
        return 0;
    }

    private sealed class Printed : INoticeSink
    {
        public void Write(Notice notice) => Console.WriteLine(notice.Text);
    }
}
