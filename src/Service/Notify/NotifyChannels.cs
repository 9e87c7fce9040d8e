using System;
using System.Collections.Generic;
using System.IO;
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

    /// <summary>A file that a setting names, whose path counts from the folder of the settings; null for none.</summary>
    public static string? Beside(string settingsPath, string? file) =>
        file is null ? null : Path.Combine(Path.GetDirectoryName(Path.GetFullPath(settingsPath))!, file);
}
