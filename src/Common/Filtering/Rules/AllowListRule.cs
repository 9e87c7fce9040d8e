using System;
using IpBlock.Lists;
using IpBlock.Settings;

namespace IpBlock.Filtering.Rules;

/// <summary>The IP allow list, and the allow lists in files. Their host names are heard only once the client would be refused otherwise (see <see cref="NamedExemptions"/>).</summary>
internal sealed class AllowListRule(FilterSettings settings, ListStore lists) : Rule(VerdictRule.AllowList)
{
    private readonly LocalList _entries = new(settings.AllowList, settings.Nat64Prefix);

    public override bool TryHear(ref Walk walk, out StepResult result)
    {
        walk.Found = (object?)_entries.Find(walk.Client, walk.Now) ?? lists.Current.FindAllowing(walk.Client, walk.Now);
        result = walk.Found is null ? StepResult.Passed : StepResult.Decided;
        return true;
    }

    public override Verdict Conclude(in Walk walk, TimeSpan took, string reason)
    {
        if (walk.Found is LoadedList list)
            return new Verdict(walk.Client, VerdictAction.Accept, Kind, took) { List = list, Trail = walk.Trail };
        return new Verdict(walk.Client, VerdictAction.Accept, Kind, took) { Entry = (ListEntry)walk.Found!, Trail = walk.Trail };
    }
}
