using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;

namespace IpBlock.Settings;

/// <summary>Where the service listens for Postfix and Sendmail, and what it does when it is in trouble itself.</summary>
[SettingObject("the service settings")]
public sealed class ServiceSettings : IChecked
{
    /// <summary>Where Postfix asks the policy service.</summary>
    [Setting("Where the policy service listens for Postfix: `127.0.0.1:10040`, `[::1]:10040` or `unix:/run/ipblock/policy.sock`. Empty turns it off, and is the default on Windows. A change takes a restart of the service.")]
    public IReadOnlyList<ListenAddress> PolicyListen { get; init; } = MailDoor("127.0.0.1:10040", IsWindows);

    /// <summary>Where Sendmail and Postfix reach the milter.</summary>
    [Setting("Where the milter listens for Sendmail and Postfix: `inet:4466@localhost` or `local:/run/ipblock/milter.sock`; 4466 is PureMessage's port. Empty turns it off, and is the default on Windows. A change takes a restart of the service.")]
    public IReadOnlyList<ListenAddress> MilterListen { get; init; } = MailDoor("inet:4466@localhost", IsWindows);

    /// <summary>When the milter refuses a listed client.</summary>
    [Setting("When the milter refuses a listed client: `recipient`, because both mail servers then say the provider's own text, and who is written to and who has logged in is known; `connect` saves the client's commands, but Postfix cannot put the text into its greeting and Sendmail loses it. With exceptions for recipients it is always done per recipient.")]
    public RejectAt MilterRejectAt { get; init; } = RejectAt.Recipient;

    /// <summary>Where metrics and health are to be had over HTTP.</summary>
    [Setting("Where the service answers HTTP requests for `/metrics` (Prometheus) and `/health`. Only this machine, because nobody has to log in. Empty turns it off. A change takes a restart of the service.")]
    public IReadOnlyList<ListenAddress> MetricsListen { get; init; } = [At("127.0.0.1:9465")];

    /// <summary>Where metrics are sent to; null for nowhere.</summary>
    [Setting(
        "The address of a collector to which the service sends its metrics once a minute, by OTLP (HTTP with protobuf): `http://127.0.0.1:4318`; "
        + "`/v1/metrics` is added. https; http only to this machine or to a private address. It may hold a key: only the server's name is shown.", Default = "none")]
    public WebhookUrl? MetricsOtlp { get; init; }

    /// <summary>What becomes of a client when the service itself fails.</summary>
    [Setting("What happens to a client when the service itself meets an error. `passThrough`, because a fault of the filter must not stop mail; `tempFail` answers 451, and the sender comes again.")]
    public OnError OnError { get; init; } = OnError.PassThrough;

    /// <summary>Whether messages are marked that would have been refused.</summary>
    [Setting("Whether a message that is served although its client is listed (mode is report, or the recipient is exempt) gets a header field `X-IpBlock` that says by what, for filters and people after us.")]
    public bool TagMessages { get; init; }

    /// <summary>What tells the policy service's header field from a stranger's; null for nothing.</summary>
    [Setting("A word of letters and digits that only your mail servers know. It stands in front of the value of `X-IpBlock` that Postfix is told to put into a message by the policy service, which cannot remove a stranger's field: with two lines of Postfix's header_checks that field goes, and so does the word. The milter and Exchange remove such fields themselves.", Default = "none", Min = "8", Max = "64", Ascii = true)]
    public string? TagToken { get; init; }

    /// <summary>How many connections are held at a time by each door.</summary>
    [Setting("How many connections of mail servers the policy service holds at a time, and how many the milter; when more come, those idle longest are closed for them. Each process of Postfix takes one, and the default is forty times what Postfix starts if nobody tells it otherwise.", Min = "1", Max = "100000")]
    public int MaxConnections { get; init; } = 4000;

    IEnumerable<Flaw> IChecked.Check()
    {
        // It is to stand in a regular expression, where all else means something.
        if (TagToken is { } token && !token.All(static c => c is (>= '0' and <= '9') or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z')))
            yield return new Flaw("tagToken", "it holds other characters than letters and digits", "take letters and digits alone");
    }

    // Exchange has the agent: a port that nobody asks at would only be one more to explain.
    internal static IReadOnlyList<ListenAddress> MailDoor(string address, bool isWindows) => isWindows ? [] : [At(address)];

    private static bool IsWindows => RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    private static ListenAddress At(string text) => ListenAddress.TryParse(text, out var address, out var reason) ? address : throw new FormatException(reason);
}
