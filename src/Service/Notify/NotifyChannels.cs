using System;
using System.Collections.Generic;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.Service.Notify;

/// <summary>The ways on which the settings want notifications sent.</summary>
internal static class NotifyChannels
{
    /// <summary>All that are configured; on Linux without the event log, which only Windows has.</summary>
    public static IReadOnlyList<INotifyChannel> Of(NotifySettings settings, string settingsPath, Clock clock)
    {
        var channels = new List<INotifyChannel>();
        if (settings.Email.IsComplete)
            channels.Add(new EmailChannel(settings.Email, settingsPath, settings.Timeout, clock));
        if (settings.Webhook.Url is not null)
            channels.Add(new WebhookChannel(settings.Webhook, settingsPath, settings.Timeout, clock));
        if (settings.EventLog && OperatingSystem.IsWindows())
            channels.Add(new EventLogChannel());
        return channels;
    }
}
