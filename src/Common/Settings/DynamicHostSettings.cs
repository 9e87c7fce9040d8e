using System.Collections.Generic;

namespace IpBlock.Settings;

/// <summary>The rule about clients whose reverse name is that of an end user's line.</summary>
[SettingObject("the dynamic host rule")]
public sealed class DynamicHostSettings : IChecked
{
    private readonly string? _enhancedCode;

    /// <summary>Whether clients are refused by their reverse name.</summary>
    [Setting("Whether to reject clients whose reverse name is typical of an end-user connection: it contains their address and a word such as dsl, dhcp, pool or dyn. Off by default, because only you can decide that end users must send through their provider's mail servers. Names that contain mail, mx, smtp, static and similar words are not rejected.")]
    public bool Enabled { get; init; }

    /// <summary>Whether clients without any reverse name are refused too.</summary>
    [Setting("Whether this rule also rejects clients without a reverse name. On by default, because mail servers are expected to have one. Clients are never rejected because the name servers do not answer.")]
    public bool RefuseUnnamed { get; init; } = true;

    /// <summary>Whether a match refuses the client.</summary>
    [Setting("`report` logs which clients the rule would have rejected, but does not reject them. Use it to evaluate the rule.")]
    public FilterMode Mode { get; init; } = FilterMode.Enforce;

    /// <summary>What a match adds to the sum.</summary>
    [Setting("The score that a match adds to the client's sum, if verdict is `score`.", Min = "0", Max = "1000")]
    public Score Score { get; init; } = Settings.Score.FromTenths(10);

    /// <summary>The template of the reply's text; null for the default text.</summary>
    [Setting("The text of the reply: `%0` is the client's address, `%1` the name of the rule, `%2` the client's reverse name, `%3` the reason, `%6` the sum of the scores, `%%` a per cent sign.", Default = "`%0 has been blocked by connection filter rule %1: %3`", Min = "1", Max = "240", Ascii = true)]
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
    [Setting("Clients that this rule does not reject, although the lists still can: addresses, ranges, or verified host names. For example, the mail server of a partner that has no better reverse name.")]
    public IReadOnlyList<ClientPattern> Exceptions { get; init; } = [];

    IEnumerable<Flaw> IChecked.Check() => EnhancedCodes.Check(EnhancedCode, StatusCode);
}
