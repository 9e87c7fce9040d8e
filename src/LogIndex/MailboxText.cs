using System;
using IpBlock.Reporting;
using IpBlock.Settings;

namespace IpBlock.LogIndex;

/// <summary>Senders and recipients of the log as they are compared.</summary>
internal static class MailboxText
{
    /// <summary>One of the log, spelled the same however it was logged; a hash as it is; empty for none.</summary>
    public static string Of(string logged) => logged.Length == 0 || MailboxHash.IsHash(logged) ? logged : RecipientAddress.Of(logged).ToString();

    /// <summary>What is looked for, as a pattern with stars: without a star in it any part of a mailbox.</summary>
    public static string PatternOf(string wanted) =>
        RecipientAddress.Of(wanted.Contains('*', StringComparison.Ordinal) ? wanted : "*" + wanted + "*").ToString();

    /// <summary>How the log hides the one that is looked for; null when it hides none, or a pattern is looked for.</summary>
    public static string? HashOf(string? wanted, string log) =>
        wanted is null || wanted.Contains('*', StringComparison.Ordinal) || MailboxHash.Find(log)?.Of(wanted) is not { Length: > 0 } hash ? null : hash;
}
