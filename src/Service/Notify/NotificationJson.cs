using System;
using System.Linq;
using IpBlock.Settings;
using Newtonsoft.Json.Linq;

namespace IpBlock.Service.Notify;

/// <summary>A notification for programs. What stands here is a promise: names are added, and never change their meaning within a version.</summary>
internal static class NotificationJson
{
    private const int Version = 1;

    public static JObject Of(Notification notification) => new()
    {
        ["version"] = Version,
        ["id"] = notification.Id,
        ["time"] = PointInTime.Format(notification.At),
        ["server"] = notification.Server,
        ["kind"] = notification.Kind,
        ["severity"] = Word(notification.Severity),
        ["subject"] = NotificationText.TitleOf(notification),
        ["text"] = NotificationText.BodyOf(notification),
        ["nextStep"] = NextStepOf(notification),
        ["items"] = new JArray(notification.Items.Select(Of)),
        ["dropped"] = notification.Dropped,
        ["report"] = notification.Digest?.Figures.DeepClone(),
    };

    private static JObject Of(Item item) => new()
    {
        ["subject"] = item.Subject,
        ["state"] = Word(item.State),
        ["severity"] = Word(item.Severity),
        ["time"] = PointInTime.Format(item.At),
        ["text"] = item.Text,
        ["nextStep"] = item.NextStep,
    };

    // Of several the worst thing's.
    private static string NextStepOf(Notification notification)
    {
        var steps = notification.Items.Where(static item => item is { State: ItemState.Wrong, NextStep.Length: > 0 });
        return steps.MaxBy(static item => item.Severity)?.NextStep ?? (notification.IsTest ? "" : "ipblock status");
    }

    private static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}
