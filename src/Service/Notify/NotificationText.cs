using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using IpBlock.Administration.InForce;
using IpBlock.Settings;

namespace IpBlock.Service.Notify;

/// <summary>A notification in words.</summary>
internal static class NotificationText
{
    private const int LongestTitle = 120;
    private const int Width = 78;

    /// <summary>What it is about, on one line.</summary>
    public static string TitleOf(Notification notification)
    {
        if (notification.IsTest)
            return "Test notification";
        if (notification.Digest is { } digest)
            return digest.Title;
        var first = notification.Items.Where(static item => item.State != ItemState.Solved).OrderByDescending(static item => item.Severity)
            .Concat(notification.Items).FirstOrDefault();
        if (first is null)
            return "Notifications could not be sent";
        var others = notification.Items.Select(static item => item.Subject).Distinct(StringComparer.OrdinalIgnoreCase).Count() - 1;
        var word = first.State == ItemState.Solved ? "Solved" : Word(first.Severity);
        return $"{word}: {Cut(FirstSentence(first.Text))}{(others > 0 ? $" (and {Number(others)} more)" : "")}";
    }

    /// <summary>The whole of it, with lines of at most 78 characters where words allow.</summary>
    public static string BodyOf(Notification notification)
    {
        var body = new StringBuilder();
        var at = notification.At.ToLocalTime().ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture);
        Wrap(body, "", $"IpBlock on {notification.Server}, {at}");
        if (notification.IsTest)
            Wrap(body, "\n", "This is a test. Nothing is wrong.");
        if (notification.Digest is { } digest)
            body.Append('\n').Append(digest.Text);
        Section(body, "Problems", notification.Items.Where(static item => item.State == ItemState.Wrong), "since");
        Section(body, "Events", notification.Items.Where(static item => item.State == ItemState.Event), "at");
        Section(body, "Resolved", notification.Items.Where(static item => item.State == ItemState.Solved), "since");
        if (notification.Dropped > 0)
            Wrap(body, "\n", $"{Number(notification.Dropped)} earlier items are omitted: there were too many, or they could not be sent for three days.");
        if (!notification.IsTest)
            Wrap(body, "\n", $"For the current state, run \"ipblock status\" on {notification.Server}.");
        return body.ToString();
    }

    private static void Section(StringBuilder body, string heading, IEnumerable<Item> items, string time)
    {
        var isEmpty = true;
        foreach (var item in items.OrderByDescending(static item => item.Severity))
        {
            if (isEmpty)
                body.Append('\n').Append(heading).Append(":\n");
            isEmpty = false;
            var word = item.State == ItemState.Solved ? "" : Word(item.Severity) + ": ";
            Wrap(body, "- ", $"{word}{item.Text} ({time} {Times.Local(item.At)})");
        }
    }

    private static void Wrap(StringBuilder body, string begin, string text)
    {
        body.Append(begin);
        var column = begin.Length;
        foreach (var word in text.Split(' '))
        {
            if (column + 1 + word.Length > Width && column > 2)
            {
                body.Append("\n  ");
                column = 2;
            }
            else if (column > begin.Length)
            {
                body.Append(' ');
                column++;
            }

            body.Append(word);
            column += word.Length;
        }

        body.Append('\n');
    }

    private static string Word(NotifySeverity severity) => severity switch
    {
        NotifySeverity.Critical => "CRITICAL",
        NotifySeverity.Warning => "Warning",
        _ => "Information",
    };

    private static string FirstSentence(string text)
    {
        var end = text.IndexOf(". ", StringComparison.Ordinal);
        return (end < 0 ? text : text[..end]).TrimEnd('.');
    }

    private static string Cut(string text) => text.Length <= LongestTitle ? text : text[..(LongestTitle - 3)] + "...";

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
