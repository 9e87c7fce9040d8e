using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Exceptions;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.Administration.Policies;

/// <summary>By which policy the mail of a recipient is judged, and why.</summary>
public sealed class PolicyOfRecipient
{
    private PolicyOfRecipient(string recipient, RecipientException? exception, IReadOnlyList<(PolicyReport Policy, string Pattern)> named)
    {
        Recipient = recipient;
        Exception = exception;
        (Policy, Pattern) = named.Count > 0 ? named[0] : (null, null);
        Others = [.. named.Skip(1).Select(static one => one.Policy)];
    }

    /// <summary>The recipient, as it was given.</summary>
    public string Recipient { get; }

    /// <summary>The exception that covers it, so that its mail is accepted whatever a policy says; null when none does.</summary>
    public RecipientException? Exception { get; }

    /// <summary>The policy; null when its mail is judged as everybody's.</summary>
    public PolicyReport? Policy { get; }

    /// <summary>How the policy names it; null without a policy.</summary>
    public string? Pattern { get; }

    /// <summary>Policies that name it as well and do not count, because they come later.</summary>
    public IReadOnlyList<PolicyReport> Others { get; }

    /// <summary>Finds the policy of a recipient.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="settingsPath">Where they stand: files of recipients are found from there.</param>
    /// <param name="recipient">The address in any spelling.</param>
    /// <param name="clock">The time.</param>
    public static PolicyOfRecipient Find(FilterSettings settings, string settingsPath, string recipient, Clock clock)
    {
        if (settings is null)
            throw new ArgumentNullException(nameof(settings));
        var address = RecipientAddress.Of(recipient);
        var delimiters = settings.Exceptions.RecipientDelimiter;
        var named = from policy in PolicyReport.All(settings, settingsPath, clock)
                    where policy.Settings.Enabled
                    let pattern = policy.PatternFor(address, delimiters)
                    where pattern is not null
                    select (policy, pattern);
        var exceptions = new RecipientExceptions(settings.Exceptions.Recipients, delimiters);
        return new PolicyOfRecipient(recipient, exceptions.Find(recipient, clock.UtcNow), [.. named]);
    }
}
