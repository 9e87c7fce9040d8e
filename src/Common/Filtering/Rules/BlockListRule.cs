using System;
using System.Collections.Generic;
using IpBlock.Exceptions;
using IpBlock.Lists;
using IpBlock.Settings;

namespace IpBlock.Filtering.Rules;

/// <summary>The IP block list, and the block lists in files. Where one of those has host names, every client's name is looked up, while the providers are asked.</summary>
internal sealed class BlockListRule(FilterSettings settings, ListStore lists, VerifiedNames names) : Rule(VerdictRule.BlockList)
{
    private const string Name = "IP Block list";

    private readonly LocalList _entries = new(settings.BlockList, settings.Nat64Prefix);
    private readonly RejectionTemplate _reply = new(settings.BlockListResponse);
    private readonly ListReplies _replies = new(settings.Lists);

    public override bool Refuses => true;

    public override bool TryHear(ref Walk walk, out StepResult result)
    {
        result = StepResult.Passed;
        if (walk.Pending is null)
        {
            walk.Found = (object?)_entries.Find(walk.Client, walk.Now) ?? lists.Current.FindBlocking(walk.Client, walk.Now);
            result = ResultOf(walk.Found);
            if (result == StepResult.Decided || !lists.Current.HasBlockedNames)
                return true;
            walk.Pending = walk.Begin().Deadline.WithinAsync(names.FindAsync(walk.Client), []);
        }

        if (!walk.TryTake<IReadOnlyList<string>>(out var verified))
            return false;
        walk.Found = lists.Current.FindBlocking(verified, walk.Now) ?? walk.Found;
        result = ResultOf(walk.Found);
        return true;
    }

    public override Verdict Conclude(in Walk walk, TimeSpan took, string reason)
    {
        if (walk.Found is LoadedList list)
            return new Verdict(walk.Client, VerdictAction.Reject, Kind, took) { List = list, Reply = _replies.For(walk.Client, list.Settings), Trail = walk.Trail };
        var reply = new SmtpReply(550, "5.7.1", _reply.Render(walk.Client, Name));
        return new Verdict(walk.Client, VerdictAction.Reject, Kind, took) { Entry = (ListEntry)walk.Found!, Reply = reply, Trail = walk.Trail };
    }

    private static StepResult ResultOf(object? found) => found switch
    {
        null => StepResult.Passed,
        LoadedList { Settings.Mode: FilterMode.Report } => StepResult.Reported,
        _ => StepResult.Decided,
    };
}
