using System;
using System.Collections.Generic;
using IpBlock.Settings;

namespace IpBlock.Administration.Import.Exim;

/// <summary>The items of one dnslists condition as providers.</summary>
internal sealed class DnslistsImport
{
    private readonly AclStatement _statement;
    private readonly PlanBuilder _plan;
    private bool _defersOnFailure;
    private bool _countsSilence;
    private bool _isWhole = true;

    public DnslistsImport(AclStatement statement, PlanBuilder plan)
    {
        _statement = statement;
        _plan = plan;
    }

    /// <summary>The providers; what cannot be said is refused here.</summary>
    /// <param name="condition">A dnslists condition.</param>
    /// <param name="kind">Null when the verb does not say which it is.</param>
    /// <param name="isWhole">False when it means more clients than the providers do.</param>
    public List<ProviderDraft> Read(AclCondition condition, ProviderKind? kind, out bool isWhole)
    {
        var drafts = new List<ProviderDraft>();
        var text = condition.Value.Text;
        if (ComputedText.WhyNot(text) is { } why)
        {
            _plan.Refuse(_statement.Verb + " dnslists", condition.Value.Line, why);
            isWhole = false;
            return drafts;
        }

        foreach (var (item, index) in EximList.Split(text))
        {
            var line = condition.Value.LineAt(index);
            if (item[0] == '+')
                ReadSwitch(item, line);
            else
                Add(DnslistsItem.Parse(item), line, kind, drafts);
        }

        isWhole = _isWhole;
        return drafts;
    }

    private void ReadSwitch(string item, int line)
    {
        _defersOnFailure = item.Equals("+defer_unknown", StringComparison.OrdinalIgnoreCase);
        _countsSilence = item.Equals("+include_unknown", StringComparison.OrdinalIgnoreCase);
        if (!_defersOnFailure && !_countsSilence && !item.Equals("+exclude_unknown", StringComparison.OrdinalIgnoreCase))
            _plan.Refuse(item, line, "Exim itself ignores it");
    }

    private void Add(DnslistsItem item, int line, ProviderKind? kind, List<ProviderDraft> drafts)
    {
        var draft = new ProviderDraft(kind ?? AllowZones.KindOf(item.Zone), item.Zone, line);
        var shown = "dnslists " + ZoneWords.Shown(item.Zone);
        if (item.WhyNot is { } why)
        {
            _isWhole = false;
            _plan.Refuse(shown, line, why);
            return;
        }

        if (!DnslistsMatch.TryApply(item, draft, out var reason))
        {
            _isWhole = false;
            _plan.Refuse(shown + item.Operator + string.Join(",", item.Codes), line, reason!);
            return;
        }

        if (_statement.Verb is "defer")
            draft.StatusCode = 451;
        AddMessage(draft);
        draft.DefersOnFailure = _defersOnFailure && draft.Kind is ProviderKind.Block;
        if (_countsSilence)
            draft.Remarks.Add("+include_unknown treated a list that did not answer as a match; IpBlock does not reject mail for that");
        if (item.TextZone is { } textZone)
            draft.Disable($"a client must be on {ZoneWords.Shown(textZone)} as well, which provides the reason; IpBlock queries only this list");
        drafts.Add(draft);
    }

    private void AddMessage(ProviderDraft draft)
    {
        if (draft.Kind is ProviderKind.Allow || _statement.Verb is "warn" || _statement.Find("message") is not { } message)
            return;
        draft.RejectionResponse = EximMessage.Translate(message.Value.Text, out var reason);
        if (reason is not null)
            draft.Remarks.Add(reason + "; the default text is used");
    }
}
