using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Administration.Logs;
using IpBlock.Filtering;
using IpBlock.Lists;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.Administration.Replay;

/// <summary>
/// Lists in files, of which every version before today's is gone. A list that was there already held whom a line says that it held; one that is new is looked up as it is now.
/// </summary>
internal sealed class RecordedLists(FilterSettings settings, FilterSettings before)
{
    private readonly Dictionary<string, ListSettings> _known = settings.Lists.Where(list => list.Enabled && IsIn(before, list)).ToDictionary(static list => list.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Those that are new.</summary>
    public ListStore Load(string settingsPath, Clock clock) => ListStore.Load(
        new FilterSettings { Lists = [.. settings.Lists.Where(list => !IsIn(before, list))], Feeds = settings.Feeds }, settingsPath, clock);

    /// <summary>What a list that held the client makes of it; null when none does, or a rule before the lists has decided.</summary>
    /// <param name="line">Says which held it.</param>
    /// <param name="verdict">What the client would be without them.</param>
    public ReplayedAction? Judge(DecisionRecord line, Verdict verdict)
    {
        if (verdict.Rule is not VerdictRule.None and <= VerdictRule.AllowList)
            return null;
        foreach (var step in line.Steps)
        {
            if (step.Rule != VerdictRule.None || !_known.TryGetValue(step.Name, out var list))
                continue;
            if (list.Kind == ListKind.Allow)
                return ReplayedAction.Accept;
            if (verdict.Rule == VerdictRule.BlockList)
                return null;
            var refusal = list.StatusCode < 500 ? ReplayedAction.Defer : ReplayedAction.Reject;
            if (list.Mode == FilterMode.Enforce)
                return settings.Mode == FilterMode.Enforce ? refusal : ReplayedAction.Report;
            if (!verdict.IsRefusal && !verdict.IsMarked)
                return ReplayedAction.Report;
        }

        return null;
    }

    private static bool IsIn(FilterSettings settings, ListSettings list) =>
        settings.Lists.Any(other => other.Enabled && other.Kind == list.Kind && string.Equals(other.Name, list.Name, StringComparison.OrdinalIgnoreCase));
}
