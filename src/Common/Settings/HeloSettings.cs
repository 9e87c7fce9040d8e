using System.Collections.Generic;

namespace IpBlock.Settings;

/// <summary>The rule about what clients call themselves.</summary>
[SettingObject("the HELO rule")]
public sealed class HeloSettings : IChecked
{
    private readonly string? _enhancedCode;

    /// <summary>Whether clients are refused by the name they give with HELO or EHLO.</summary>
    [Setting("Whether to reject clients that send an invalid name with HELO or EHLO: an address without brackets, or the name or address of one of your servers. Off by default, because a misconfigured server of a legitimate sender can send an address without brackets.")]
    public bool Enabled { get; init; }

    /// <summary>Host names and addresses that are ours.</summary>
    [Setting("The public names and addresses of your mail servers, which no other client may use: `mail.example.com`, `*.example.com`, `192.0.2.25`. The host name of this server is not included automatically, because servers that share a name may send mail to each other. The public address to which the client connected is always included.")]
    public IReadOnlyList<ClientPattern> Own { get; init; } = [];

    /// <summary>Whether a match refuses the client.</summary>
    [Setting("`report` logs which clients the rule would have rejected, but does not reject them. Use it to evaluate the rule.")]
    public FilterMode Mode { get; init; } = FilterMode.Enforce;

    /// <summary>The template of the reply's text; null for the default text.</summary>
    [Setting("The text of the reply: `%0` is the client's address, `%1` the name of the rule, `%2` the name that the client sent, `%3` the reason, `%%` a per cent sign.", Default = "`%0 has been blocked by connection filter rule %1: %3`", Min = "1", Max = "240", Ascii = true)]
    public string? RejectionResponse { get; init; }

    /// <summary>The SMTP status code of the reply.</summary>
    [Setting("The status code of the reply. 550 by default, which tells the sender immediately that the message was not delivered; with a code from 400 to 499 the sender's mail server retries.", Min = "400", Max = "599")]
    public int StatusCode { get; init; } = 550;

    /// <summary>The enhanced status code (RFC 3463); its class is the first digit of <see cref="StatusCode"/>.</summary>
    [Setting("The enhanced status code of the reply; its first digit must be that of statusCode. When statusCode is from 400 to 499, the default is 4.7.1.")]
    public string EnhancedCode
    {
        get => _enhancedCode ?? EnhancedCodes.DefaultFor(StatusCode);
        init => _enhancedCode = value;
    }

    /// <summary>Clients that this rule does not refuse.</summary>
    [Setting("Clients that this rule does not reject: addresses, ranges, or verified host names. For example, a server that shares your name, or a device that cannot be configured correctly.")]
    public IReadOnlyList<ClientPattern> Exceptions { get; init; } = [];

    IEnumerable<Flaw> IChecked.Check() => EnhancedCodes.Check(EnhancedCode, StatusCode);
}
