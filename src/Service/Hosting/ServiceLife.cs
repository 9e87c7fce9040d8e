using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading.Tasks;
using IpBlock.Reporting;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.Service.Hosting;

/// <summary><c>ipblock serve</c>: from the start of the service to the signal that ends it.</summary>
internal static class ServiceLife
{
    private const int Fine = 0;
    private const int Failed = 1;

    /// <summary>Looks at the settings and says what is wrong with them.</summary>
    public static int Check(string settingsPath, TextWriter output)
    {
        var load = SettingsFile.Load(settingsPath);
        foreach (var error in load.Errors)
            output.WriteLine(error);
        if (load.Settings is null)
            return Failed;
        output.WriteLine(settingsPath + " is good.");
        return Fine;
    }

    /// <summary>Serves until SIGTERM or SIGINT; SIGHUP has the settings looked at.</summary>
    public static async Task<int> RunAsync(string settingsPath, TextWriter output)
    {
        var clock = Clock.System;
        var notices = new ConsoleNotices(output, Environment.GetEnvironmentVariable("JOURNAL_STREAM") is { Length: > 0 }, () => clock.UtcNow);
        using var systemd = SystemdNotifier.FromEnvironment(clock);
        try
        {
            var host = await ServiceHost.StartAsync(settingsPath, clock, notices).ConfigureAwait(false);
            await using (host.ConfigureAwait(false))
            {
                notices.Write(LogMessages.DoorOpened("The service", typeof(ServiceLife).Assembly.GetName().Version?.ToString(3) ?? ""));
                systemd.Ready(StatusOf(host));
                await StoppedAsync(() => Reload(host, systemd)).ConfigureAwait(false);
                systemd.Stopping();
                notices.Write(LogMessages.ServiceStopping());
            }

            return Fine;
        }
        catch (IOException failure)
        {
            notices.Write(LogMessages.CannotListen(failure));
            return Failed;
        }
    }

    private static void Reload(ServiceHost host, SystemdNotifier systemd)
    {
        systemd.Reloading();
        host.Engine.Reload();
        systemd.Ready(StatusOf(host));
    }

    private static string StatusOf(ServiceHost host) =>
        host.Engine.Filter is null ? "The settings are broken: every client is let through" : "Filtering";

    private static async Task StoppedAsync(Action reload)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context =>
        {
            context.Cancel = true;
            reload();
        });
        await stopped.Task.ConfigureAwait(false);

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stopped.TrySetResult();
        }
    }
}
