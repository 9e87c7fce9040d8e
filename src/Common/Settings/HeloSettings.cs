using System.Collections.Generic;

namespace IpBlock.Settings;

/// <summary>The rule about what clients call themselves.</summary>
[SettingObject("the HELO rule")]
public sealed class HeloSettings : IChecked
{
    private readonly string? _enhancedCode;

    /// <summary>Whether clients are refused by the name they give with HELO or EHLO.</summary>
    [Setting("Whether clients are refused that give no possible name with HELO or EHLO: an address without brackets, or a name or an address of yours. Off, because a badly set up server of a sender you want may do the first.")]
    public bool Enabled { get; init; }

    /// <summary>Host names and addresses that are ours.</summary>
    [Setting("Your mail servers' names and addresses as the Internet knows them, which no stranger may give as his own: `mail.example.com`, `*.example.com`, `192.0.2.25`. The machine's own name is not among them by itself, because servers that share a name hand mail to each other. The public address that a client has come to counts without being named.")]
    public IReadOnlyList<ClientPattern> Own { get; init; } = [];

    /// <summary>Whether a match refuses the client.</summary>
    [Setting("`report` logs whom the rule would have refused, but refuses nobody by it; for getting to know it.")]
    public FilterMode Mode { get; init; } = FilterMode.Enforce;

    /// <summary>The template of the reply's text; null for the default text.</summary>
    [Setting("The text of the reply: `%0` is the client's address, `%1` the name of the rule, `%2` the name that the client gave, `%3` the reason in words, `%%` a per cent sign.", Default = "`%0 has been blocked by connection filter rule %1: %3`", Min = "1", Max = "240", Ascii = true)]
    public string? RejectionResponse { get; init; }

    /// <summary>The SMTP status code of the reply.</summary>
    [Setting("The status code of the reply. 550, which tells the sender at once that the message was not delivered; a code from 400 to 499 makes him try again.", Min = "400", Max = "599")]
    public int StatusCode { get; init; } = 550;

    /// <summary>The enhanced status code (RFC 3463); its class is the first digit of <see cref="StatusCode"/>.</summary>
    [Setting("The enhanced status code of the reply; its first digit is that of statusCode. When statusCode is from 400 to 499, the default is 4.7.1.")]
    public string EnhancedCode
    {
        get => _enhancedCode ?? EnhancedCodes.DefaultFor(StatusCode);
        init => _enhancedCode = value;
    }

    /// <summary>Clients that this rule does not refuse.</summary>
    [Setting("Clients that this rule does not refuse, whatever they call themselves: addresses, ranges, or host names that are verified. For a server behind the same name as yours, a device that cannot be set up better.")]
    public IReadOnlyList<ClientPattern> Exceptions { get; init; } = [];

    IEnumerable<Flaw> IChecked.Check() => EnhancedCodes.Check(EnhancedCode, StatusCode);
}
