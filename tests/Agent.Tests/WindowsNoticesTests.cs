using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security;
using IpBlock.Notices;
using IpBlock.Reporting;
using IpBlock.Testing.Servers;
using IpBlock.Tests.Time;
using Xunit;

namespace IpBlock.Agent.Tests;

public sealed class WindowsNoticesTests : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly FakeClock _clock = new();
    private readonly List<int> _tried = [];
    private readonly List<int> _written = [];
    private Exception? _trouble;

    public void Dispose() => _folder.Dispose();

    public static TheoryData<Type> Troubles() =>
        [typeof(SecurityException), typeof(InvalidOperationException), typeof(TypeLoadException), typeof(IOException), typeof(Win32Exception)];

    [Theory]
    [MemberData(nameof(Troubles))]
    public void An_event_log_that_fails_for_a_time_gets_notices_again(Type trouble)
    {
        var notices = new WindowsNotices(new NoticeFile(Path.Combine(_folder.Path, "notices.log"), _clock), _clock, WriteEvent);
        Tell(notices, 1);
        _trouble = (Exception)Activator.CreateInstance(trouble)!;
        Tell(notices, 2);
        // As long as it is left alone a notice costs it nothing.
        Tell(notices, 3);
        _clock.Advance(TimeSpan.FromMinutes(4));
        Tell(notices, 4);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Tell(notices, 5);
        _trouble = null;
        Tell(notices, 6);
        _clock.Advance(TimeSpan.FromMinutes(5));
        Tell(notices, 7);
        Tell(notices, 8);

        Assert.Equal([1, 2, 5, 7, 8], _tried);
        Assert.Equal([1, 7, 8], _written);
        Assert.Equal(8, File.ReadLines(Path.Combine(_folder.Path, "notices.log")).Count());
    }

    [Fact]
    public void A_system_without_an_event_log_has_the_file()
    {
        var notices = new WindowsNotices(new NoticeFile(Path.Combine(_folder.Path, "notices.log"), _clock), _clock, WindowsEvents.Write);
        Tell(notices, 1);
        Tell(notices, 2);
        Assert.Equal(2, File.ReadLines(Path.Combine(_folder.Path, "notices.log")).Count());
    }

    private void Tell(WindowsNotices notices, int number) =>
        notices.Write(LogMessages.DoorOpened(number.ToString(CultureInfo.InvariantCulture), ""), _clock.UtcNow);

    private void WriteEvent(Notice notice)
    {
        var number = int.Parse(notice.Text.Split(' ')[0], CultureInfo.InvariantCulture);
        _tried.Add(number);
        if (_trouble is { } trouble)
            throw trouble;
        _written.Add(number);
    }
}
