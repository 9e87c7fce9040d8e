using System;
using System.Collections.Generic;
using System.Globalization;

namespace IpBlock.Administration.Import.Postfix;

/// <summary>What holds for all lists of restrictions of one main.cf.</summary>
internal sealed class RestrictionContext
{
    private readonly MainFile _main;
    private readonly HashSet<string> _classes = new(StringComparer.Ordinal);

    public RestrictionContext(MainFile main, AccessTables tables, string? whyNetworksUnknown)
    {
        _main = main;
        Tables = tables;
        WhyNetworksUnknown = whyNetworksUnknown;
        IsSoft = main.IsYes("soft_bounce");
        StatusCode = ReadStatusCode();
        foreach (var name in main.Words("smtpd_restriction_classes"))
            _classes.Add(name.Text);
    }

    public AccessTables Tables { get; }

    /// <summary>Why permit_mynetworks may spare others than IpBlock does; null when it does not.</summary>
    public string? WhyNetworksUnknown { get; }

    /// <summary>Why nobody who brings mail from outside is judged; null when somebody is.</summary>
    public string? WhyNobody { get; init; }

    /// <summary>The scores of postscreen, beside which a list of smtpd refuses by itself; null where the first match decides.</summary>
    public ScoreForm? Scores { get; init; }

    /// <summary>Every refusal asks the client to come again.</summary>
    public bool IsSoft { get; }

    /// <summary>That of a refusal by a block list; null where it refuses for good as IpBlock does by itself.</summary>
    public int? StatusCode { get; }

    /// <summary>The classes that stand in a list of restrictions.</summary>
    public HashSet<string> Reached { get; } = new(StringComparer.Ordinal);

    /// <summary>The words of a restriction class; null when it is none.</summary>
    public IReadOnlyList<MainWord>? ClassOf(string name)
    {
        if (!_classes.Contains(name))
            return null;
        Reached.Add(name);
        return _main.Words(name);
    }

    /// <summary>Before the first recipient has come.</summary>
    public bool KnowsNoRecipient(string parameter) =>
        parameter is "smtpd_client_restrictions" or "smtpd_helo_restrictions" or "smtpd_sender_restrictions"
        && string.Equals(_main.Value("smtpd_delay_reject"), "no", StringComparison.OrdinalIgnoreCase);

    /// <summary>Why nobody who brings mail is ever judged by this list of restrictions; null when everybody is.</summary>
    public string? WhyNever(string parameter)
    {
        if (_classes.Contains(parameter))
            return "it is in a restriction class, so it applied only to some mail";
        if (WhyNobody is not null)
            return WhyNobody;
        return parameter is "smtpd_etrn_restrictions" ? "smtpd_etrn_restrictions apply only to the ETRN command, not to mail" : null;
    }

    // What default_rbl_reply begins with is the code that Postfix sends, whatever maps_rbl_reject_code says.
    private int? ReadStatusCode()
    {
        var code = _main.Number("maps_rbl_reject_code") is >= 400 and <= 599 and var set ? set : (int?)null;
        if (_main.Written("default_rbl_reply") is { Length: > 3 } reply && reply[3] is ' ' && CodeOf(reply.Substring(0, 3)) is { } literal)
            code = literal;
        return IsSoft ? 400 + (code ?? 550) % 100 : code;
    }

    private static int? CodeOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var code) && code is >= 400 and <= 599 ? code : null;
}
