using System;
using System.IO;
using System.Runtime.Versioning;
using System.ServiceProcess;
using IpBlock.Notices;
using IpBlock.Time;
using Exits = IpBlock.Service.Terminal.ExitCode;

namespace IpBlock.Service.Hosting.Windows;

/// <summary>The service <c>IpBlock</c> as the service control manager sees it.</summary>
[SupportedOSPlatform("windows")]
internal sealed class WindowsService : ServiceBase
{
    /// <summary>Its name.</summary>
    public const string Name = "IpBlock";

    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(1);

    // The connections, then downloads, then notices that wait for a disk: five seconds each at the most.
    private static readonly TimeSpan StopLimit = ServiceHost.StopLimit + TimeSpan.FromSeconds(15);

    private readonly AttendedLife _life;
    private bool _hasNotStarted;

    private WindowsService(AttendedLife life)
    {
        _life = life;
        ServiceName = Name;
        CanShutdown = true;
        // We tell of start and stop ourselves.
        AutoLog = false;
    }

    /// <summary>Serves until the service control manager says stop.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(string settingsPath)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(settingsPath)) ?? ".";
        // The agent's notices are beside it: two processes are not to write one file.
        var file = new NoticeFile(Path.Combine(folder, "log", "service-notices.log"), Clock.System);
        var notices = new WindowsNotices(file, Clock.System, WindowsEvents.Write);
        using var life = new AttendedLife((serving, stop) => ServiceLife.RunAsync(settingsPath, notices.Write, serving, stop), Tell, Died);
        using var service = new WindowsService(life);
        try
        {
            Run(service);
        }
        catch (InvalidOperationException) when (service._hasNotStarted)
        {
            return Exits.Wrong; // told already
        }

        return Exits.Fine;

        void Tell(Exception failure) => notices.Write(LogMessages.ServiceDied(failure), Clock.System.UtcNow);

        // A process that is gone without having said "stopped" is started again, as the service's recovery says.
        void Died(Exception? failure)
        {
            if (failure is not null)
                Tell(failure);
            Environment.Exit(Exits.Wrong);
        }
    }

    protected override void OnStart(string[] args)
    {
        RequestAdditionalTime(StartLimit + TimeSpan.FromSeconds(10));
        _hasNotStarted = !_life.Begin(StartLimit);
        // The one way to have the service control manager told.
        if (_hasNotStarted)
            throw new InvalidOperationException("The service did not start. See its last notice.");
    }

    protected override void OnStop()
    {
        RequestAdditionalTime(StopLimit + TimeSpan.FromSeconds(5));
        _life.End(StopLimit);
    }

    protected override void OnShutdown() => _life.End(StopLimit);
}
