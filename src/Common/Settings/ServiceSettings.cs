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
    [Setting("Where the policy service listens for Postfix: `127.0.0.1:10040`, `[::1]:10040` or `unix:/run/ipblock/policy.sock`. Empty turns it off, which is the default on Windows. A change takes effect after a restart of the service.")]
    public IReadOnlyList<ListenAddress> PolicyListen { get; init; } = MailDoor("127.0.0.1:10040", IsWindows);

    /// <summary>Where Sendmail and Postfix reach the milter.</summary>
    [Setting("Where the milter listens for Sendmail and Postfix: `inet:4466@localhost` or `local:/run/ipblock/milter.sock`; 4466 is the port of PureMessage. Empty turns it off, which is the default on Windows. A change takes effect after a restart of the service.")]
    public IReadOnlyList<ListenAddress> MilterListen { get; init; } = MailDoor("inet:4466@localhost", IsWindows);

    /// <summary>When the milter refuses a listed client.</summary>
    [Setting("When the milter rejects a listed client: `recipient` by default, because then both mail servers send the provider's own text, and recipient and authentication are known; `connect` saves commands, but Postfix and Sendmail do not send the text. With recipient exceptions, the milter always rejects each recipient.")]
    public RejectAt MilterRejectAt { get; init; } = RejectAt.Recipient;

    /// <summary>Where metrics and health are to be had over HTTP.</summary>
    [Setting("Where the service answers HTTP requests for `/metrics` (Prometheus) and `/health`. Only this server by default, because no authentication is required. Empty turns it off. A change takes effect after a restart of the service.")]
    public IReadOnlyList<ListenAddress> MetricsListen { get; init; } = [At("127.0.0.1:9465")];

    /// <summary>Where metrics are sent to; null for nowhere.</summary>
    [Setting(
        "The address of a collector to which the service sends its metrics once a minute, by OTLP (HTTP with protobuf): `http://127.0.0.1:4318`; "
        + "`/v1/metrics` is added. https; http only to this server or to a private address. The address can contain a key: only the host name is shown.", Default = "none")]
    public WebhookUrl? MetricsOtlp { get; init; }

    /// <summary>What becomes of a client when the service itself fails.</summary>
    [Setting("The action if an internal error occurs in the service. `passThrough` by default (the client is accepted), because a failure of the filter must not stop mail; `tempFail` answers 451, and the sender's mail server retries.")]
    public OnError OnError { get; init; } = OnError.PassThrough;

    /// <summary>Whether messages are marked that would have been refused.</summary>
    [Setting("Whether a message that is accepted although its client is listed (in report mode, or for an exempt recipient) gets a header field `X-IpBlock` with the reason, for later filters and for users.")]
    public bool TagMessages { get; init; }

    /// <summary>What tells the policy service's header field from a stranger's; null for nothing.</summary>
    [Setting("A secret of letters and digits that only your mail servers know. The policy service puts it in front of the value of `X-IpBlock`, because it cannot remove forged fields of a sender: two lines in Postfix's header_checks remove forged fields and the secret. The milter and Exchange remove forged fields without it.", Default = "none", Min = "8", Max = "64", Ascii = true)]
    public string? TagToken { get; init; }

    /// <summary>How many connections are held at a time by each door.</summary>
    [Setting("The maximum number of mail server connections of the policy service, and of the milter; when it is reached, the longest idle connections are closed. Each Postfix process uses one; the default is forty times the default number of Postfix processes.", Min = "1", Max = "100000")]
    public int MaxConnections { get; init; } = 4000;

    IEnumerable<Flaw> IChecked.Check()
    {
        // It is to stand in a regular expression, where all else means something.
        if (TagToken is { } token && !token.All(static c => c is (>= '0' and <= '9') or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z')))
            yield return new Flaw("tagToken", "it contains characters other than letters and digits", "use only letters and digits");
    }

    // Exchange has the agent: a port that nobody asks at would only be one more to explain.
    internal static IReadOnlyList<ListenAddress> MailDoor(string address, bool isWindows) => isWindows ? [] : [At(address)];

    private static bool IsWindows => RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    private static ListenAddress At(string text) => ListenAddress.TryParse(text, out var address, out var reason) ? address : throw new FormatException(reason);
}
