using System.Collections.Generic;
using IpBlock.Settings;

namespace IpBlock.Administration.Import.Exim;

/// <summary>
/// Follows the statements of one list in the order in which Exim does. The first that decides ends the list, so that what stands behind a statement that
/// accepts somebody does not hold for him.
/// </summary>
internal sealed class AclWalk
{
    private const string OfEach = "its statement has several dnslists conditions that must all match; in IpBlock one match rejects the client";
    private const string NeverHolds = "a condition of its statement is never true for an external client";
    private const string NotOnList = "it rejects clients that are not listed, and IpBlock rejects only listed clients";
    private const string OnNoList = "it matches clients that are not listed, and IpBlock matches only listed clients";
    private readonly EximConfiguration _configuration;
    private readonly PlanBuilder _plan;
    private readonly AclCourse _course;

    public AclWalk(EximConfiguration configuration, AclCourse course, PlanBuilder plan)
    {
        _configuration = configuration;
        _course = course;
        _plan = plan;
    }

    public void Follow(AccessList list)
    {
        foreach (var statement in list.Statements)
        {
            switch (statement.Verb)
            {
                case AclStatement.Include:
                    _course.Block($"the file included on line {AclCourse.LineOf(statement)} can accept a client before it");
                    break;
                case "accept" or "discard":
                    Accept(statement);
                    break;
                case "require":
                    Require(statement);
                    break;
                default:
                    Refuse(statement);
                    break;
            }
        }

        _course.Finish();
    }

    // deny, drop, defer and, without effect on the client, warn.
    private void Refuse(AclStatement statement)
    {
        var scope = new StatementScope(statement.Conditions, refuses: true, _configuration);
        var lists = statement.Conditions.FindAll(static condition => condition.Name is "dnslists" && !condition.IsNegated);
        var negated = statement.Conditions.FindAll(static condition => condition.Name is "dnslists" && condition.IsNegated);
        var spared = new List<ProviderDraft>();
        if (lists.Count == 0 || statement.Verb is "warn")
            RefuseAll(negated, statement.Verb, OnNoList);
        else if (negated.Exists(condition => !TrySpare(statement, condition, spared)))
            scope.Others.Add("!dnslists");
        var whyNot = WhyNotAll(statement, scope, lists.Count);
        if (whyNot is null)
            _course.Allow(spared);
        else
            spared.ForEach(draft => _course.AddDisabled(draft, whyNot));
        foreach (var condition in lists)
            AddProviders(statement, condition, scope, whyNot);
    }

    // Lists of good senders spare whom they name, as an allow provider does. A block list would, as one, spare whom it names from all others.
    private bool TrySpare(AclStatement statement, AclCondition condition, List<ProviderDraft> spared)
    {
        var drafts = new DnslistsImport(statement, _plan).Read(condition, ProviderKind.Allow, out var isWhole);
        if (!isWhole || !drafts.TrueForAll(static draft => draft.Enabled && AllowZones.KindOf(draft.Zone) is ProviderKind.Allow))
        {
            RefuseAll([condition], statement.Verb, OnNoList);
            return false;
        }

        spared.AddRange(drafts);
        return true;
    }

    private string? WhyNotAll(AclStatement statement, StatementScope scope, int lists)
    {
        if (_course.Barrier is not null || statement.Doubt is not null)
            return _course.Barrier ?? statement.Doubt;
        if (scope.Never)
            return NeverHolds;
        if (lists > 1)
            return OfEach;
        return WhyNot(scope);
    }

    private static string? WhyNot(StatementScope scope) => scope.Others.Count == 0
        ? null
        : $"its statement has further conditions ({string.Join(", ", scope.Others)}), and IpBlock providers apply to all mail: "
            + "add the exempt clients and recipients as exceptions, then enable it";

    // It refuses when one of its conditions does not hold: who is on a list of "!dnslists" is refused, whatever the others say.
    private void Require(AclStatement statement)
    {
        var everybody = new StatementScope([], refuses: true, _configuration);
        foreach (var condition in statement.Conditions.FindAll(static condition => condition.Name is "dnslists"))
        {
            if (condition.IsNegated)
                AddProviders(statement, condition, everybody, _course.Barrier ?? statement.Doubt);
            else
                _plan.Refuse("require dnslists", condition.Value.Line, NotOnList);
        }
    }

    private void Accept(AclStatement statement)
    {
        var endpass = statement.Conditions.FindIndex(static condition => condition.Name is "endpass");
        var conditions = endpass < 0 ? statement.Conditions : statement.Conditions.GetRange(0, endpass);
        var scope = new StatementScope(conditions, refuses: false, _configuration);
        if (endpass >= 0)
            RefuseBehindEndpass(statement, conditions, statement.Conditions.GetRange(endpass, statement.Conditions.Count - endpass));
        var lists = conditions.FindAll(static condition => condition.Name is "dnslists");
        if (statement.Verb is "discard")
            RefuseAll(lists, "discard", "it discards mail without notifying the sender, which IpBlock never does");
        else
            AddAllowed(statement, lists, scope);
        var isAllowList = statement.Verb is "accept" && lists.Count == 1 && !lists[0].IsNegated && IsSaid(statement, scope);
        if (!scope.Never && !isAllowList)
            _course.Pass(statement, scope, lists.Count);
    }

    // Who comes past the conditions in front of endpass is refused when one behind it does not hold.
    private void RefuseBehindEndpass(AclStatement statement, List<AclCondition> before, List<AclCondition> behind)
    {
        var scope = new StatementScope(before, refuses: true, _configuration);
        var whyNot = _course.Barrier ?? statement.Doubt ?? (scope.Never ? NeverHolds : WhyNot(scope));
        if (before.Exists(static condition => condition.Name is "dnslists"))
            whyNot ??= OfEach;
        foreach (var condition in behind.FindAll(static condition => condition.Name is "dnslists"))
        {
            if (condition.IsNegated)
                AddProviders(statement, condition, scope, whyNot);
            else
                _plan.Refuse("accept endpass dnslists", condition.Value.Line, NotOnList);
        }
    }

    private void AddAllowed(AclStatement statement, List<AclCondition> lists, StatementScope scope)
    {
        foreach (var condition in lists)
        {
            if (condition.IsNegated)
            {
                _plan.Refuse("accept !dnslists", condition.Value.Line, OnNoList);
                continue;
            }

            var found = new DnslistsImport(statement, _plan).Read(condition, ProviderKind.Allow, out var isWhole);
            isWhole &= found.TrueForAll(static draft => draft.Enabled);
            foreach (var draft in found)
            {
                if (_course.Barrier is null && isWhole && lists.Count == 1 && IsSaid(statement, scope))
                    _course.Allow([draft]);
                else
                    _course.AddDisabled(draft, _course.Barrier ?? statement.Doubt ?? WhyNot(scope) ?? "its condition cannot be fully converted");
            }

            if (!isWhole)
                _course.Block($"the accept statement on line {AclCourse.LineOf(statement)} exempts clients by a list that is not imported");
        }
    }

    // Own domains are all that a stranger may write to.
    private static bool IsSaid(AclStatement statement, StatementScope scope) =>
        statement.Doubt is null && !scope.Never && !scope.OnlyIPv4 && !scope.OnlyIPv6
        && scope.Clients.Count == 0 && scope.Recipients.Count == 0 && scope.Others.TrueForAll(static other => other is "domains");

    private void RefuseAll(List<AclCondition> lists, string verb, string why)
    {
        foreach (var condition in lists)
            _plan.Refuse(verb + (condition.IsNegated ? " !dnslists" : " dnslists"), condition.Value.Line, why);
    }

    private void AddProviders(AclStatement statement, AclCondition condition, StatementScope scope, string? whyNot)
    {
        var isWarning = statement.Verb is "warn";
        foreach (var draft in new DnslistsImport(statement, _plan).Read(condition, isWarning ? null : ProviderKind.Block, out _))
        {
            draft.IPv6 = !scope.OnlyIPv4;
            draft.IPv4 = !scope.OnlyIPv6;
            if (isWarning)
                _course.AddDisabled(draft, "the verb is warn, so it " + (draft.Kind is ProviderKind.Allow ? "exempted no client" : "rejected no mail"));
            else if (whyNot is not null)
                _course.AddDisabled(draft, whyNot);
            else
                _course.AddEnabled(draft, scope);
        }
    }
}
