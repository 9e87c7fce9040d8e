using System;
using System.Collections.Generic;
using System.Text;

namespace IpBlock.Manager.Components.Forms;

/// <summary>What fields and their choices are called. A property without a title of its own is called by its name, in words.</summary>
public static class FieldTitles
{
    private static readonly Dictionary<string, string> Titles = new(StringComparer.Ordinal)
    {
        ["publicName"] = "Name shown in place of the lookup domain",
        ["anyMatch"] = "Match any return code",
        ["bitmaskMatch"] = "Bit mask",
        ["ipAddressesMatch"] = "Return codes",
        ["errorCodes"] = "Error codes",
        ["returnCodes"] = "Meanings",
        ["scores"] = "Scores by return code",
        ["mode"] = "When a client is listed",
        ["onlyInPolicies"] = "Only in recipient policies that add it",
        ["rejectionResponse"] = "Error message",
        ["enhancedCode"] = "Enhanced status code",
        ["onFailure"] = "When the list does not answer",
        ["ipv4"] = "Ask about IPv4 clients",
        ["ipv6"] = "Ask about IPv6 clients",
        ["brake"] = "When the list suddenly lists clients in good standing",
        ["url"] = "Address (https)",
        ["expiresAfter"] = "Holds for",
        ["refresh"] = "Fetch every",
        ["removalPage"] = "Page for removal",
        ["recipientsFile"] = "File with more recipients",
        ["deferOnce"] = "Accept deferred mail that comes again",
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
        ["onFailure.defer"] = "Defer: the client is to come again",
        ["probe.testPoints"] = "Test points (RFC 5782)",
        ["probe.alive"] = "Only whether it answers",
        ["probe.never"] = "Not as long as it answers",
        ["brake.brake"] = "Tell, and reject nobody by it until it is itself again",
        ["brake.report"] = "Only tell",
        ["brake.never"] = "Do not look",
        ["kind.block"] = "Block list",
        ["kind.allow"] = "Allow list",
        ["format.auto"] = "Find out",
        ["verdict.firstMatch"] = "First match",
        ["verdict.score"] = "Sum of scores",
        ["lookup.parallel"] = "All lists at once",
        ["lookup.sequential"] = "One list after another",
        ["rejectAt.connect"] = "The connection",
        ["rejectAt.recipient"] = "Each recipient",
        ["milterRejectAt.connect"] = "The connection",
        ["milterRejectAt.recipient"] = "Each recipient",
        ["onError.passThrough"] = "Accept the mail",
        ["onError.tempFail"] = "Defer: the client is to come again",
        ["mailboxes.full"] = "As they are",
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
        ["name"] = "Replies, logs and commands call it so. Printable ASCII, at most 64 characters.",
        ["enabled"] = "",
        ["publicName"] = "For a lookup domain with a key in it: the domain is then never shown, and this name in its place.",
        ["mode"] = "Only report: the log says whom it would have rejected. For getting to know a list.",
        ["errorCodes"] = "Answers by which this list refuses to answer, such as `127.0.0.254`. They are never a match. "
            + "Those that IpBlock knows need not be named. One a line.",
        ["score"] = "What a match adds to the client's sum, where scores are added: 0 or more of a block provider, "
            + "0 or less of an allow provider. Empty for the usual 1 or -1.",
        ["statusCode"] = "550 tells the sender at once that the message was not delivered; with a code from 400 to 499 the sender tries again.",
        ["enhancedCode"] = "Empty for the usual one: 5.7.1, or 4.7.1 with a status code from 400 to 499.",
        ["onlyInPolicies"] = "It is asked about every client, and counts only for the recipients of these policies.",
        ["onFailure"] = "When it gave no answer, and no other list decided.",
        ["ipv4"] = "",
        ["ipv6"] = "Turn it off for lists that know IPv4 only: it saves a query for each connection.",
        ["probe"] = "By the test points it must list 127.0.0.2, and no other address of 127.0.0.0/8. Some lists keep no test points.",
        ["brake"] = "A list that has gone bad rejects good mail by the hundred before anybody notices.",
        ["comment"] = "A note for whoever reads the settings next, such as why the list is not enabled.",
        ["kind"] = "Clients on a block list are rejected without asking anybody. Clients on an allow list are accepted, whatever block lists say.",
        ["file"] = "For a list that you or a program of yours keep. A relative path counts from the folder of the settings file. Either a file or an address.",
        ["url"] = "For a list that IpBlock fetches. User name, query and keys in it are never shown. Either a file or an address.",
        ["format"] = "How the list is written. Say it where a list begins in a way that misleads.",
        ["refresh"] = "Such as `4h` or `1d`, for a list with an address.",
        ["expiresAfter"] = "How long the list holds after it was last fetched or written, such as `7d`. "
            + "Empty for 7 days with an address, and for ever with a file.",
        ["thresholds.reject"] = "A client whose sum is this or more is rejected.",
        ["thresholds.defer"] = "From this sum the client is told to come again later.",
        ["thresholds.mark"] = "From this sum the mail is accepted with a header field that says so.",
        ["thresholds.allow"] = "Down to this sum, which is below zero, the client is accepted whatever it says with HELO.",
        ["deferOnce"] = "Yes: mail that is deferred is accepted when it comes again. No: it is deferred each time.",
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
