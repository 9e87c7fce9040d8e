using System.Collections.Generic;

namespace IpBlock.Settings;

/// <summary>The rule about clients whose reverse name is that of an end user's line.</summary>
[SettingObject("the dynamic host rule")]
public sealed class DynamicHostSettings : IChecked
{
    private readonly string? _enhancedCode;

    /// <summary>Whether clients are refused by their reverse name.</summary>
    [Setting("Whether clients are refused that have an end user's line by their reverse name: their own address and a word such as dsl, dhcp, pool or dyn. Off, because it is for you to say that mail from homes comes through their providers' servers. Names with mail, mx, smtp, static and the like are let be.")]
    public bool Enabled { get; init; }

    /// <summary>Whether clients without any reverse name are refused too.</summary>
    [Setting("Whether clients without a reverse name are refused by this rule too. On, because providers give every line of theirs a name, and mail servers have had to have one for twenty years. Never when the name servers do not answer.")]
    public bool RefuseUnnamed { get; init; } = true;

    /// <summary>Whether a match refuses the client.</summary>
    [Setting("`report` logs whom the rule would have refused, but refuses nobody by it; for getting to know it.")]
    public FilterMode Mode { get; init; } = FilterMode.Enforce;

    /// <summary>What a match adds to the sum.</summary>
    [Setting("What a match adds to the sum of the client's scores, where verdict is `score`.", Min = "0", Max = "1000")]
    public Score Score { get; init; } = Settings.Score.FromTenths(10);

    /// <summary>The template of the reply's text; null for the default text.</summary>
    [Setting("The text of the reply: `%0` is the client's address, `%1` the name of the rule, `%2` the client's reverse name, `%3` the reason in words, `%6` the sum of the scores, `%%` a per cent sign.", Default = "`%0 has been blocked by connection filter rule %1: %3`", Min = "1", Max = "240", Ascii = true)]
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
    [Setting("Clients that this rule does not refuse, though the lists still may: addresses, ranges, or host names that are verified. For the mail server of a partner who has no better name.")]
    public IReadOnlyList<ClientPattern> Exceptions { get; init; } = [];

    IEnumerable<Flaw> IChecked.Check() => EnhancedCodes.Check(EnhancedCode, StatusCode);
}
