using System;
using System.Collections.Generic;
using System.Text;

namespace IpBlock.Manager.Components.Forms;

/// <summary>What fields and their choices are called. A property without a title of its own is called by its name, in words.</summary>
public static class FieldTitles
{
    private static readonly Dictionary<string, string> Titles = new(StringComparer.Ordinal)
    {
        ["publicName"] = "Name shown instead of the lookup domain",
        ["anyMatch"] = "Match any return code",
        ["bitmaskMatch"] = "Bit mask",
        ["ipAddressesMatch"] = "Return codes",
        ["errorCodes"] = "Error codes",
        ["returnCodes"] = "Meanings",
        ["scores"] = "Scores by return code",
        ["mode"] = "If a client is listed",
        ["onlyInPolicies"] = "Only in recipient policies that add it",
        ["rejectionResponse"] = "Error message",
        ["enhancedCode"] = "Enhanced status code",
        ["onFailure"] = "If the list does not answer",
        ["ipv4"] = "Query for IPv4 clients",
        ["ipv6"] = "Query for IPv6 clients",
        ["brake"] = "If the list lists known good clients",
        ["url"] = "URL (https)",
        ["expiresAfter"] = "Valid for",
        ["refresh"] = "Fetch every",
        ["removalPage"] = "Removal page",
        ["recipientsFile"] = "File with more recipients",
        ["deferOnce"] = "Accept deferred mail on retry",
        ["reject"] = "Reject from",
        ["defer"] = "Defer from",
        ["mark"] = "Mark from",
        ["allow"] = "Accept down to",
    };

    private static readonly Dictionary<string, string> Choices = new(StringComparer.Ordinal)
    {
        ["mode.enforce"] = "Reject",
        ["mode.report"] = "Only report",
        ["onFailure.accept"] = "Accept the mail",
        ["onFailure.defer"] = "Defer (the client retries)",
        ["probe.testPoints"] = "Test points (RFC 5782)",
        ["probe.alive"] = "Only whether it answers",
        ["probe.never"] = "Not while it answers",
        ["brake.brake"] = "Notify, and stop rejecting until this is over",
        ["brake.report"] = "Only notify",
        ["brake.never"] = "Do not check",
        ["kind.block"] = "Block list",
        ["kind.allow"] = "Allow list",
        ["format.auto"] = "Detect",
        ["verdict.firstMatch"] = "First match",
        ["verdict.score"] = "Sum of scores",
        ["lookup.parallel"] = "All lists at once",
        ["lookup.sequential"] = "One list after another",
        ["rejectAt.connect"] = "The connection",
        ["rejectAt.recipient"] = "Each recipient",
        ["milterRejectAt.connect"] = "The connection",
        ["milterRejectAt.recipient"] = "Each recipient",
        ["onError.passThrough"] = "Accept the mail",
        ["onError.tempFail"] = "Defer (the client retries)",
        ["mailboxes.full"] = "Unchanged",
        ["mailboxes.hashed"] = "As a hash",
        ["mailboxes.omitted"] = "Not at all",
        ["tls.required"] = "Required",
        ["tls.whenOffered"] = "When offered",
        ["tls.none"] = "None",
        ["minimumSeverity.information"] = "Information",
        ["minimumSeverity.warning"] = "Warning",
        ["minimumSeverity.critical"] = "Critical",
        ["digest.none"] = "None",
        ["digest.daily"] = "Daily",
        ["digest.weekly"] = "Weekly",
    };

    // Where the manual's sentence speaks of names in the file, or says no more than the title.
    private static readonly Dictionary<string, string> Hints = new(StringComparer.Ordinal)
    {
        ["name"] = "The name in replies, logs and commands. Printable ASCII, at most 64 characters.",
        ["enabled"] = "",
        ["publicName"] = "For a lookup domain that contains a key: this name is shown instead of the domain.",
        ["mode"] = "Only report: the log shows which clients the list would have rejected. Use it to evaluate a list.",
        ["errorCodes"] = "Return codes with which this list refuses to answer, such as `127.0.0.254`. They are never a match. "
            + "You need not enter the codes that IpBlock knows. One per line.",
        ["score"] = "The score that a match adds to the client's sum: 0 or more for a block provider, "
            + "0 or less for an allow provider. Empty for the default, 1 or -1.",
        ["statusCode"] = "550 tells the sender immediately that the message was not delivered; with a code from 400 to 499 the sender's mail server retries.",
        ["enhancedCode"] = "Empty for the default: 5.7.1, or 4.7.1 with a status code from 400 to 499.",
        ["onlyInPolicies"] = "It is queried for every client, but used only for the recipients of these policies.",
        ["onFailure"] = "The action if the list did not answer and no other list decided.",
        ["ipv4"] = "",
        ["ipv6"] = "Turn it off for lists that contain only IPv4 addresses: this saves a query for each connection.",
        ["probe"] = "With test points, it must list 127.0.0.2 and no other address of 127.0.0.0/8. Some lists have no test points.",
        ["brake"] = "A faulty list rejects hundreds of legitimate messages before the problem is noticed.",
        ["comment"] = "A comment, such as the reason why the list is not enabled.",
        ["kind"] = "Clients on a block list are rejected without a query. Clients on an allow list are accepted, even if they are on a block list.",
        ["file"] = "For a list that you or your own program maintain. A relative path starts at the folder of the settings file. Enter either a file or a URL.",
        ["url"] = "For a list that IpBlock fetches. User name, query and keys in it are never shown. Enter either a file or a URL.",
        ["format"] = "The format of the list. Set it if the detection fails.",
        ["refresh"] = "Such as `4h` or `1d`, for a list with a URL.",
        ["expiresAfter"] = "How long the list is used after it was last fetched or written, such as `7d`. "
            + "Empty for 7 days with a URL, and unlimited with a file.",
        ["thresholds.reject"] = "A client whose sum is this or more is rejected.",
        ["thresholds.defer"] = "A client whose sum is this or more is deferred.",
        ["thresholds.mark"] = "Mail of a client whose sum is this or more is accepted and marked with a header field.",
        ["thresholds.allow"] = "At this sum or less (below zero), the client is accepted, and the HELO rule is not evaluated.",
        ["deferOnce"] = "Yes: deferred mail is accepted on retry. No: it is deferred each time.",
    };

    /// <summary>What is said below a field; null where the manual's sentence says it.</summary>
    public static string? Hint(string property) => Hints.GetValueOrDefault(property);

    /// <summary>The title of a property: <c>lookupDomain</c> is "Lookup domain"; of one in an object within that of its last name.</summary>
    public static string Of(string property)
    {
        property = property[(property.LastIndexOf('.') + 1)..];
        if (Titles.TryGetValue(property, out var title))
            return title;
        var words = new StringBuilder();
        foreach (var letter in property)
        {
            if (char.IsUpper(letter))
                words.Append(' ');
            words.Append(words.Length == 0 ? char.ToUpperInvariant(letter) : char.ToLowerInvariant(letter));
        }

        return words.ToString();
    }

    /// <summary>The title of a choice; the choice itself where it needs none.</summary>
    public static string Of(string property, string choice) =>
        Choices.TryGetValue(property[(property.LastIndexOf('.') + 1)..] + "." + choice, out var title) ? title : choice;
}
