using System;
using System.Collections.Generic;

namespace IpBlock.Settings.Import.Postfix;

/// <summary>The lists that smtpd's restrictions name.</summary>
internal sealed class RestrictionImport
{
    private static readonly string[] Stages =
        ["smtpd_client_restrictions", "smtpd_helo_restrictions", "smtpd_sender_restrictions", "smtpd_relay_restrictions",
         "smtpd_recipient_restrictions", "smtpd_data_restrictions", "smtpd_end_of_data_restrictions", "smtpd_etrn_restrictions"];

    private readonly MainFile _main;
    private readonly PlanBuilder _plan;
    private readonly int? _statusCode;
    private bool _isClass;
    private string? _tableBefore;

    public RestrictionImport(MainFile main, PlanBuilder plan)
    {
        _main = main;
        _plan = plan;
        _statusCode = main.Number("maps_rbl_reject_code") is >= 400 and <= 599 and var code ? code : null;
    }

    public void Read()
    {
        foreach (var stage in Stages)
            Read(stage);
        _isClass = true;
        foreach (var restrictionClass in _main.Words("smtpd_restriction_classes"))
            Read(restrictionClass.Text);
    }

    private void Read(string parameter)
    {
        var words = _main.Words(parameter);
        var warns = false;
        _tableBefore = null;
        for (var i = 0; i < words.Count; i++)
        {
            var isPrefix = words[i].Text.Equals("warn_if_reject", StringComparison.OrdinalIgnoreCase);
            if (!isPrefix && Read(words[i], i + 1 < words.Count ? words[i + 1] : null, warns))
                i++;
            warns = isPrefix;
        }
    }

    /// <summary>True when the argument is used up.</summary>
    private bool Read(MainWord restriction, MainWord? argument, bool warns)
    {
        var name = restriction.Text.ToLowerInvariant();
        if (name is "reject_maps_rbl")
            AddOldList(warns);
        if (!TakesArgument(name))
            return false;
        if (argument is not { } given)
            _plan.Refuse(name, restriction.Line, "nothing stands after it");
        else if (name is "reject_rbl_client" or "reject_rbl")
            AddBlock(given, warns);
        else if (name is "permit_dnswl_client")
            AddAllow(given);
        else
            NoteOther(name, given, restriction.Line);
        return true;
    }

    private void NoteOther(string name, MainWord argument, int line)
    {
        _plan.Refuse(name + " " + ShownArgument(name, argument.Text), line, WhyNot(name));
        if (name.EndsWith("_access", StringComparison.Ordinal))
            _tableBefore = name;
    }

    private static bool TakesArgument(string name) =>
        name is "reject_rbl_client" or "reject_rbl" or "permit_dnswl_client" or "permit_rhswl_client" or "check_policy_service"
        || name.StartsWith("reject_rhsbl_", StringComparison.Ordinal)
        || (name.StartsWith("check_", StringComparison.Ordinal) && name.EndsWith("_access", StringComparison.Ordinal));

    private static string ShownArgument(string name, string text) =>
        name.IndexOf("_rhs", StringComparison.Ordinal) >= 0 ? ZoneWords.Shown(text.Split('=')[0]) : text;

    private static string WhyNot(string name) => name switch
    {
        "permit_rhswl_client" => "it is a list of domains, and IpBlock asks lists of addresses only",
        "check_policy_service" => "it is a program of its own",
        "check_client_access" => "its table is a file of its own; import the text of a cidr table, and enter host names of other tables as client exceptions",
        "check_recipient_access" => "its table is a file of its own; recipients in it that are never refused can be entered as recipient exceptions",
        _ when name.StartsWith("reject_rhsbl_", StringComparison.Ordinal) => "it is a list of domains, and IpBlock asks lists of addresses only; keep it in Postfix",
        _ => "it does not look at the client's address; keep it in Postfix",
    };

    private void AddBlock(MainWord word, bool warns)
    {
        if (ZoneOf(word) is not { } zone)
            return;
        var draft = zone.ToDraft(ProviderKind.Block, word.Line);
        draft.StatusCode = _statusCode;
        if (warns)
            draft.Disable("warn_if_reject stands before it, so it only logged");
        if (_tableBefore is not null)
            draft.Remarks.Add(_tableBefore + " stands before it: who is spared there has to be imported or entered as an exception too");
        Add(draft);
    }

    private void AddAllow(MainWord word)
    {
        if (ZoneOf(word) is { } zone)
            Add(zone.ToDraft(ProviderKind.Allow, word.Line));
    }

    private void Add(ProviderDraft draft)
    {
        if (_isClass)
            draft.Disable("it stands in a restriction class, so it held for some mail only");
        _plan.Add(draft);
    }

    private ZoneWithFilter? ZoneOf(MainWord word)
    {
        if (word.Text.IndexOf('*') < 0 && ZoneWithFilter.TryParse(word.Text, out var zone))
            return zone;
        _plan.Refuse("list " + ZoneWords.Shown(word.Text.Split('=')[0]), word.Line, "weights are known to postscreen only");
        return null;
    }

    // Postfix 2.1 replaced reject_maps_rbl by reject_rbl_client.
    private void AddOldList(bool warns)
    {
        foreach (var word in _main.Words("maps_rbl_domains"))
            AddBlock(word, warns);
    }
}
