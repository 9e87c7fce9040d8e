using System;
using System.Collections.Generic;
using System.Globalization;

namespace IpBlock.Settings;

/// <summary>One list in a file on this machine, kept there by somebody else or fetched by IpBlock.</summary>
[SettingObject("a list")]
public sealed class ListSettings : IChecked
{
    /// <summary>How long a fetched list holds that can no longer be refreshed, unless the settings say otherwise.</summary>
    public static readonly TimeSpan UsualLife = TimeSpan.FromDays(7);

    // What a value of an IpSet can tell apart.
    private const int MaxOfOneKind = 255;

    private readonly string? _enhancedCode;

    /// <summary>How replies and logs call the list; unique, case aside.</summary>
    [Setting("The name of the list in replies, logs and commands. Unique; not case-sensitive.", Min = "1", Max = "64", Ascii = true)]
    public required string Name { get; init; }

    /// <summary>Whether it blocks or allows.</summary>
    [Setting("`block`: clients on it are rejected without a query to any provider; `allow`: they are accepted, even if they are on a block list or a provider lists them.")]
    public ListKind Kind { get; init; } = ListKind.Block;

    /// <summary>False: the list is neither used nor fetched.</summary>
    [Setting("Whether the list is used, and fetched if it has a URL.")]
    public bool Enabled { get; init; } = true;

    /// <summary>Whether the list refuses anybody.</summary>
    [Setting("`report` logs which clients the list would have rejected, but does not reject them. Use it to evaluate a list. Only for block lists.")]
    public FilterMode Mode { get; init; } = FilterMode.Enforce;

    /// <summary>The file, when somebody else keeps it.</summary>
    [Setting("The file of a list that you or your own program maintain; a relative path starts at the folder of the settings file. A new version becomes active within 5 seconds. Set either file or url.", Default = "none", Min = "1", Max = "1000", IsPath = true)]
    public string? File { get; init; }

    /// <summary>The address to fetch it from, when IpBlock keeps it.</summary>
    [Setting("The URL from which the list is fetched: https only. User name, query and keys in it are never shown. Set either file or url.", Default = "none")]
    public ListUrl? Url { get; init; }

    /// <summary>How the list is written.</summary>
    [Setting("The format of the list. `auto` detects it from the first lines; set it if the detection fails.")]
    public ListFormat Format { get; init; } = ListFormat.Auto;

    /// <summary>How often the list is asked for anew.</summary>
    [Setting("How often a list with a URL is fetched. Four hours by default, because lists of networks change a few times a day and their operators block clients that fetch too often.", Min = "5m", Max = "30d")]
    public TimeSpan Refresh { get; init; } = TimeSpan.FromHours(4);

    /// <summary>How long the list holds after it was last refreshed; null for <see cref="UsualLife"/> with a url and for ever with a file.</summary>
    [Setting("How long the list is used after its last refresh (for a file: after its last change). Then the list is inactive until it is refreshed, and a notice is logged, because addresses change owners. For a list with a URL, at least twice the value of refresh.", Default = "`7d` with a URL, never with a file", Min = "1m", Max = "3650d")]
    public TimeSpan? ExpiresAfter { get; init; }

    /// <summary>The template of the reply's text; null for the default text.</summary>
    [Setting("The text of the reply to a client on this list, only for block lists: `%0` is the client's address, `%1` the list's name, `%%` a per cent sign.", Default = "`%0 has been blocked by connection filter rule %1`", Min = "1", Max = "240", Ascii = true)]
    public string? RejectionResponse { get; init; }

    /// <summary>The SMTP status code of the reply.</summary>
    [Setting("The status code of the reply. 550 by default, which tells the sender immediately that the message was not delivered; with a code from 400 to 499 the sender's mail server retries.", Min = "400", Max = "599")]
    public int StatusCode { get; init; } = 550;

    /// <summary>The enhanced status code (RFC 3463); its class is the first digit of <see cref="StatusCode"/>.</summary>
    [Setting("The enhanced status code of the reply; its first digit must be that of statusCode. 5.7.1 means \"rejected by policy\"; when statusCode is from 400 to 499, the default is 4.7.1.")]
    public string EnhancedCode
    {
        get => _enhancedCode ?? EnhancedCodes.DefaultFor(StatusCode);
        init => _enhancedCode = value;
    }

    /// <summary>How long the list holds after it was last refreshed; null for ever.</summary>
    public TimeSpan? Life => ExpiresAfter ?? (Url is null ? null : UsualLife);

    IEnumerable<Flaw> IChecked.Check()
    {
        if (File is null == Url is null)
            yield return new Flaw("", File is null ? "the list has no source" : "the list has both file and url", "set file or url, not both") { About = ["file", "url"] };
        foreach (var code in EnhancedCodes.Check(EnhancedCode, StatusCode))
            yield return code;
        if (Url is not null && Life < Refresh + Refresh)
        {
            yield return new Flaw("expiresAfter", $"{Duration.Format(Life.Value)} is less than twice the value of refresh ({Duration.Format(Refresh)}), so the list would become inactive after one failed fetch", "raise expiresAfter or lower refresh")
            {
                About = ["expiresAfter", "refresh"],
            };
        }

        if (Kind == ListKind.Allow && RejectionResponse is not null)
            yield return new Flaw("rejectionResponse", "an allow list does not reject clients, so it has no reply", "remove rejectionResponse");
        if (Kind == ListKind.Allow && Mode != FilterMode.Enforce)
            yield return new Flaw("mode", "an allow list does not reject clients, so report mode has no effect", "remove mode, or set enabled to false");
    }

    internal static IEnumerable<Flaw> CheckAll(IReadOnlyList<ListSettings> lists)
    {
        var seen = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var counts = new int[2];
        for (var i = 0; i < lists.Count; i++)
        {
            if (lists[i].Name is not { } name)
                continue;
            if (seen.TryGetValue(name, out var first))
                yield return new Flaw($"lists[{Text(i)}].name", $"'{name}' is already the name of lists[{Text(first)}]", "give each list a unique name");
            else
                seen.Add(name, i);
            if (++counts[(int)lists[i].Kind] == MaxOfOneKind + 1)
                yield return new Flaw($"lists[{Text(i)}]", $"there are more than {Text(MaxOfOneKind)} lists of this kind", "put several into one file");
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
