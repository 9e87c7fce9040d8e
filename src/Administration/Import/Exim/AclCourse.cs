using System.Collections.Generic;
using System.Globalization;

namespace IpBlock.Administration.Import.Exim;

/// <summary>How far clients come in a list: who has been let pass, and whether anybody may have been whom IpBlock cannot name.</summary>
internal sealed class AclCourse
{
    private readonly PlanBuilder _plan;
    private readonly EximExceptions _exceptions;
    private readonly List<EximException> _accepted = [];
    private readonly List<ProviderDraft> _allowed = [];

    /// <param name="whyNot">Why not every client comes to this list; null when each does.</param>
    /// <param name="plan">Where to put what is found.</param>
    /// <param name="exceptions">Those of all lists.</param>
    public AclCourse(string? whyNot, PlanBuilder plan, EximExceptions exceptions)
    {
        Barrier = whyNot;
        _plan = plan;
        _exceptions = exceptions;
    }

    /// <summary>Why what comes now does not hold for every client; null when it does, but for those who become exceptions.</summary>
    public string? Barrier { get; private set; }

    public void Block(string reason) => Barrier ??= reason;

    /// <summary>Lists whose clients are spared by what comes now.</summary>
    public void Allow(IEnumerable<ProviderDraft> lists) => _allowed.AddRange(lists);

    /// <summary>Whom an accept statement lets pass comes to nothing that stands behind it.</summary>
    public void Pass(AclStatement statement, StatementScope scope, int lists)
    {
        var onlyDomains = statement.Doubt is null && lists == 0 && scope.Others.TrueForAll(static other => other is "domains");
        var which = $"the {statement.Verb} statement on line {LineOf(statement)}";
        if (onlyDomains && scope.Recipients.Count > 0)
            _accepted.AddRange(scope.Recipients);
        else if (onlyDomains && scope.Clients.Count > 0)
            _accepted.AddRange(scope.Clients);
        else if (scope.IsAlways && lists == 0)
            Block($"it is after {which}, which {(statement.Doubt is null ? "accepts" : "can accept")} all clients");
        else if (lists > 0)
            Block(which + " comes before it and accepts clients by lists that IpBlock cannot use in the same way");
        else
            Block(which + " comes before it and accepts clients by conditions that IpBlock does not support" + Named(scope));
    }

    /// <summary>What spares clients comes along with the first provider that would refuse them, and not without one.</summary>
    public void AddEnabled(ProviderDraft draft, StatementScope scope)
    {
        if (draft.Enabled)
        {
            foreach (var allowed in _allowed)
                _plan.Add(allowed);
            _allowed.Clear();
            _exceptions.Add(_accepted);
            _exceptions.Add(scope.Clients);
            _exceptions.Add(scope.Recipients);
        }

        _plan.Add(draft);
    }

    public void AddDisabled(ProviderDraft draft, string why)
    {
        draft.Disable(why);
        _plan.Add(draft);
    }

    /// <summary>At the end of the list.</summary>
    public void Finish() =>
        _allowed.ForEach(draft => AddDisabled(draft, Barrier ?? "no later statement rejects by a block list, so it had no effect"));

    public static string LineOf(AclStatement statement) => statement.Line.ToString(CultureInfo.InvariantCulture);

    private static string Named(StatementScope scope) => scope.Others.Count == 0 ? "" : " (" + string.Join(", ", scope.Others) + ")";
}
