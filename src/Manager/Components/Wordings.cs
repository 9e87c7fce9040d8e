using System;
using System.Globalization;
using System.Text.RegularExpressions;
using IpBlock.Providers.Health;

namespace IpBlock.Manager.Components;

/// <summary>Small forms of words and numbers that many pages use.</summary>
public static class Wordings
{
    private static readonly Regex Place = new(@"^\w+\[\d+\][\w.]*: ", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <summary>The text with a capital at its beginning; empty for none. A mailbox, a host name or a setting there stays as it is.</summary>
    public static string Capital(string text) => string.IsNullOrEmpty(text) || IsName(text) ? text ?? "" : char.ToUpperInvariant(text[0]) + text[1..];

    /// <summary>The text as a sentence, with a capital and a full stop; empty for none.</summary>
    public static string Sentence(string text) => Stopped(Capital(text));

    /// <summary>The text with a full stop at its end; empty for none.</summary>
    public static string Stopped(string text) => string.IsNullOrEmpty(text) || text.EndsWith('.') ? text ?? "" : text + ".";

    /// <summary>A warning without the place in the file that stands in front of it: the page says in other ways what it is about.</summary>
    public static string WithoutPlace(string warning) => Capital(Place.Replace(warning, ""));

    /// <summary>A whole number with commas between the thousands; empty for none.</summary>
    public static string Number(long? number) => number?.ToString("N0", CultureInfo.InvariantCulture) ?? "";

    /// <summary>How long ago something was, to the minute.</summary>
    public static string Ago(TimeSpan time) => time switch
    {
        { TotalMinutes: < 1 } => "just now",
        { TotalMinutes: < 2 } => "a minute ago",
        { TotalHours: < 2 } => Number((long)time.TotalMinutes) + " minutes ago",
        { TotalDays: < 2 } => Number((long)time.TotalHours) + " hours ago",
        _ => Number((long)time.TotalDays) + " days ago",
    };

    private static bool IsName(string text) => text.AsSpan(0, text.IndexOf(' ', StringComparison.Ordinal) is > 0 and var end ? end : 0).ContainsAny('@', '.');

    /// <summary>How a list is, in a word or two.</summary>
    public static string HealthWord(HealthState state) => state switch
    {
        HealthState.Healthy => "well",
        HealthState.Slow => "slow",
        HealthState.Silent => "silent",
        HealthState.Refused => "refuses",
        HealthState.ListsWorld => "lists every address",
        HealthState.Emptied => "emptied",
        HealthState.Gone => "gone",
        _ => state.ToString(),
    };
}
