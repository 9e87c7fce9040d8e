using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Service.Notify;
using IpBlock.Service.Terminal;
using IpBlock.Settings;

namespace IpBlock.Service.Commands.Notify;

/// <summary><c>ipblock notify test</c>.</summary>
internal sealed class NotifyTestCommand(Shell shell) : LeafCommand(
    shell, "test", "Send a test notification on each configured channel, and show the result. The exit code is 1 if one failed.")
{
    protected override async Task<int> RunAsync(Session session, ParseResult parse, CancellationToken stop)
    {
        if (session.Load() is not { } settings)
            return ExitCode.Wrong;
        var channels = NotifyChannels.Of(settings.Notify, session.SettingsPath, session.Clock);
        if (channels.Count == 0)
            return session.Fail(WhyNone(settings.Notify));
        var notification = Notification.Test(session.Clock.UtcNow, System.Environment.MachineName);
        var all = Task.WhenAll(channels.Select(channel => channel.SendAsync(notification, stop)));
        var results = channels.Zip(await session.WaitForAsync(all, "Sending").ConfigureAwait(false)).ToList();
        if (session.Json)
            JsonObject.WriteList(session.Out, results, static (json, one) => json
                .Set("channel", one.First.Name).Set("target", one.First.Target).Set("sent", one.Second.IsSent).Set("problem", one.Second.Problem));
        else
            Print(session, results);
        return results.TrueForAll(static one => one.Second is { IsSent: true, Problem: "" }) ? ExitCode.Fine : ExitCode.Listed;
    }

    private static void Print(Session session, List<(INotifyChannel Channel, SendResult Result)> results)
    {
        foreach (var (channel, result) in results)
        {
            var outcome = result switch
            {
                { IsSent: false } => $"NOT sent: {result.Problem}.",
                { Problem.Length: > 0 } => $"sent, but not to all: {result.Problem}.",
                _ => "sent.",
            };
            session.Out.WriteLine($"{char.ToUpperInvariant(channel.Name[0])}{channel.Name[1..]} to {channel.Target}: {outcome}");
        }
    }

    private static string WhyNone(NotifySettings settings)
    {
        if (settings.Email.Missing is { Count: > 0 } missing)
            return $"no e-mail can be sent while {string.Join(" and ", missing)} {(missing.Count == 1 ? "is" : "are")} not set";
        return settings.EventLog
            ? "notify.eventLog is only for Windows; on Linux the notices are in the journal"
            : "no notifications are configured; set notify.email.server, notify.email.from and notify.email.to, or notify.webhook.url";
    }
}
