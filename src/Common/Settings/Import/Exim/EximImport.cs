using System;
using System.Collections.Generic;

namespace IpBlock.Settings.Import.Exim;

/// <summary>The dnslists conditions of Exim's access control lists, in IpBlock's words.</summary>
internal sealed class EximImport
{
    private readonly PlanBuilder _plan;
    private readonly AclStatement _statement;
    private readonly StatementScope _scope;
    private bool _defersOnFailure;
    private bool _countsSilence;

    private EximImport(AclStatement statement, PlanBuilder plan)
    {
        _statement = statement;
        _scope = new StatementScope(statement);
        _plan = plan;
    }

    public static void Read(string text, PlanBuilder plan)
    {
        foreach (var statement in AclReader.Read(text, plan))
        {
            var import = new EximImport(statement, plan);
            foreach (var condition in statement.Conditions)
            {
                if (condition.Name is "dnslists")
                    import.Read(condition);
            }
        }
    }

    private void Read(AclCondition condition)
    {
        if (WhyNot(condition) is { } why)
        {
            _plan.Refuse(_statement.Verb + (condition.IsNegated ? " !dnslists" : " dnslists"), condition.Value.Line, why);
            return;
        }

        foreach (var (item, index) in EximList.Split(condition.Value.Text))
        {
            var line = condition.Value.LineAt(index);
            if (item[0] == '+')
                ReadSwitch(item, line);
            else
                Add(DnslistsItem.Parse(item), line);
        }
    }

    private string? WhyNot(AclCondition condition)
    {
        if (condition.IsNegated)
            return "it asks for clients that are on no list, and IpBlock only knows those that are";
        return _statement.Verb switch
        {
            "require" => "it refuses clients that are on no list, and IpBlock refuses only those that are",
            "discard" => "it throws mail away without telling the sender, which IpBlock never does",
            _ => null,
        };
    }

    private void ReadSwitch(string item, int line)
    {
        _defersOnFailure = item.Equals("+defer_unknown", StringComparison.OrdinalIgnoreCase);
        _countsSilence = item.Equals("+include_unknown", StringComparison.OrdinalIgnoreCase);
        if (!_defersOnFailure && !_countsSilence && !item.Equals("+exclude_unknown", StringComparison.OrdinalIgnoreCase))
            _plan.Refuse(item, line, "Exim itself ignores it");
    }

    private void Add(DnslistsItem item, int line)
    {
        if (WhyNot(item) is { } why)
        {
            _plan.Refuse("dnslists " + ZoneWords.Shown(item.Zone), line, why);
            return;
        }

        var draft = new ProviderDraft(_statement.Verb is "accept" ? ProviderKind.Allow : ProviderKind.Block, item.Zone, line);
        if (!DnslistsMatch.TryApply(item, draft, out var reason))
        {
            _plan.Refuse("dnslists " + ZoneWords.Shown(item.Zone) + item.Operator + string.Join(",", item.Codes), line, reason!);
            return;
        }

        AddVerb(draft);
        AddMessage(draft);
        AddUnknown(draft);
        if (item.TextZone is { } textZone)
            draft.Remarks.Add($"its reason came from {ZoneWords.Shown(textZone)}, where the address had to be listed too; IpBlock asks {ZoneWords.Shown(item.Zone)} alone");
        _scope.Apply(draft);
        _plan.Add(draft);
    }

    private static string? WhyNot(DnslistsItem item)
    {
        if (item.Key is not null)
            return "it looks up " + (item.Key.Length == 0 ? "another key" : item.Key) + " instead of the client's address";
        return item.Zone.IndexOf('$') >= 0 || string.Concat(item.Codes).IndexOf('$') >= 0 ? "it is computed while Exim runs" : null;
    }

    private void AddVerb(ProviderDraft draft)
    {
        if (_statement.Verb is "warn")
            draft.Disable("the verb is warn, so it refused nothing");
        if (_statement.Verb is "defer")
            draft.StatusCode = 451;
    }

    private void AddMessage(ProviderDraft draft)
    {
        if (draft.Kind is ProviderKind.Allow || _statement.Verb is "warn" || _statement.Find("message") is not { } message)
            return;
        draft.RejectionResponse = EximMessage.Translate(message.Value.Text, out var reason);
        if (reason is not null)
            draft.Remarks.Add(reason + "; the default text is used");
    }

    private void AddUnknown(ProviderDraft draft)
    {
        draft.DefersOnFailure = _defersOnFailure;
        if (_countsSilence)
            draft.Remarks.Add("+include_unknown took a list that did not answer for a match; IpBlock does not refuse mail for that");
    }
}
