using System;
using System.IO;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Notices;
using IpBlock.Reporting;
using IpBlock.Service.Terminal;
using IpBlock.Time;

namespace IpBlock.Service.Hosting;

/// <summary>The service from its start to its end, and what systemd hears of it.</summary>
internal static class ServiceLife
{
    /// <summary>Serves in the foreground until <paramref name="stop"/>, with notices on the standard output.</summary>
    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(string settingsPath, TextWriter output, CancellationToken stop)
    {
        var console = new ConsoleNotices(output, Environment.GetEnvironmentVariable("JOURNAL_STREAM") is { Length: > 0 });
        return RunAsync(settingsPath, console.Write, static () => { }, stop);
    }

    /// <summary>Serves until <paramref name="stop"/>; SIGHUP has the settings looked at.</summary>
    /// <param name="settingsPath">The settings file.</param>
    /// <param name="write">Writes a notice, on one thread at a time.</param>
    /// <param name="serving">Called when it serves.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string settingsPath, Action<Notice, DateTimeOffset> write, Action serving, CancellationToken stop)
    {
        var clock = Clock.System;
        // Standard output is a pipe to the journal, and full when the journal is in trouble; an event log may be, too.
        using var notices = new NoticeQueue(clock, write);
        using var systemd = SystemdNotifier.FromEnvironment(new GuardedClock(clock, new TaskErrors(clock, notices).Report));
        try
        {
            var host = await ServiceHost.StartAsync(settingsPath, clock, notices).ConfigureAwait(false);
            await using (host.ConfigureAwait(false))
            {
                host.Engine.Notices.Write(LogMessages.DoorOpened("The service", typeof(ServiceLife).Assembly.GetName().Version?.ToString(3) ?? ""));
                systemd.Ready(StatusOf(host));
                systemd.Watch(new VerdictCheck(host.Engine).RunAsync, failure => host.Engine.TaskErrors.Report("watchdog", failure));
                serving();
                await StoppedAsync(() => Reload(host, systemd), host.Engine.TaskErrors, stop).ConfigureAwait(false);
                systemd.Stopping();
                host.Engine.Notices.Write(LogMessages.ServiceStopping());
            }

            return ExitCode.Fine;
        }
        catch (Exception failure) when (failure is IOException or SocketException)
        {
            notices.Write(LogMessages.CannotListen(failure));
            return ExitCode.Wrong;
        }
    }

    private static void Reload(ServiceHost host, SystemdNotifier systemd)
    {
        systemd.Reloading();
        host.Engine.Reload();
        systemd.Ready(StatusOf(host));
    }

    private static string StatusOf(ServiceHost host) =>
        host.Engine.Filter is null ? "The settings have errors: every client is accepted" : "Filtering";

    private static async Task StoppedAsync(Action reload, TaskErrors errors, CancellationToken stop)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var ending = stop.UnsafeRegister(static stopped => ((TaskCompletionSource)stopped!).TrySetResult(), stopped);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context =>
        {
            context.Cancel = true;
            try
            {
                reload();
            }
            catch (Exception failure)
            {
                errors.Report("reload", failure); // on a thread of the runtime's, where it would end the process
            }
        });
        await stopped.Task.ConfigureAwait(false);
    }
}
