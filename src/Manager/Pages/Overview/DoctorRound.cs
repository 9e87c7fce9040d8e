using System;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Administration.Doctor;
using IpBlock.Dns;
using IpBlock.Manager.Hosting;
using IpBlock.Settings;

namespace IpBlock.Manager.Pages.Overview;

/// <summary>
/// The examination of this server (<c>ipblock doctor</c>) for all viewers: made when somebody asks for it, one at a time, and shown until the next. It asks
/// name servers and lists, so that it is not made by itself.
/// </summary>
public sealed class DoctorRound(SettingsAccess access)
{
    private readonly Lock _roundLock = new();
    private Task<Examination>? _running;
    private volatile Examination? _last;

    /// <summary>The last one; null when none was made since this process has started.</summary>
    public Examination? Last => _last;

    /// <summary>True while one is being made.</summary>
    public bool IsRunning
    {
        get
        {
            lock (_roundLock)
                return _running is { IsCompleted: false };
        }
    }

    /// <summary>Makes one, or waits for the one that is being made.</summary>
    public Task<Examination> RunAsync()
    {
        lock (_roundLock)
            return _running is { IsCompleted: false } running ? running : _running = Task.Run(ExamineAsync);
    }

    private async Task<Examination> ExamineAsync()
    {
        var load = SettingsFile.Load(access.Path);
        using var resolver = new StubResolver(load.Settings is { } settings ? FilterEngine.OptionsFor(settings) : new DnsOptions(), access.Clock);
        var report = await new HealthDoctor().RunAsync(new DoctorVisit(access.Path, access.Clock, resolver));
        return _last = new Examination(report, access.Clock.UtcNow);
    }
}

/// <summary>What was found, and when.</summary>
/// <param name="Report">What was found.</param>
/// <param name="At">When the examination ended.</param>
public sealed record Examination(DoctorReport Report, DateTimeOffset At);
