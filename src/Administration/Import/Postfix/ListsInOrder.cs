using System.Collections.Generic;
using System.Linq;
using IpBlock.Settings;

namespace IpBlock.Administration.Import.Postfix;

/// <summary>
/// Block and allow lists that smtpd asks one after another, as providers of IpBlock, of which the allow providers come first. An allow list spares
/// from all block lists of IpBlock, so it is enabled only where it spared from one.
/// </summary>
internal static class ListsInOrder
{
    public static void Add(List<ProviderDraft> drafts, PlanBuilder plan, ScoreForm? scores)
    {
        string? lost = null;
        var outweighed = scores is null || drafts.Count(IsBlocking) * scores.Alone + scores.Most + ScoreForm.Never < scores.Reject;
        for (var i = 0; i < drafts.Count; i++)
        {
            var draft = drafts[i];
            if (draft.Kind is ProviderKind.Block && draft.Enabled && lost is not null)
                draft.Disable(lost);
            if (draft.Kind is ProviderKind.Allow && draft.Enabled)
                Judge(draft, drafts, i);
            if (scores is not null)
                draft.Score = draft.Kind is ProviderKind.Block ? scores.Alone : ScoreForm.Never;
            if ((!plan.Add(draft) || !outweighed) && draft.Kind is ProviderKind.Allow && draft.Enabled)
                lost = "permit_dnswl_client " + ZoneWords.Shown(draft.Zone) + " is before it and is not imported" + (outweighed ? "" : " with enough weight");
        }
    }

    private static void Judge(ProviderDraft allow, List<ProviderDraft> drafts, int place)
    {
        if (!drafts.GetRange(place, drafts.Count - place).Exists(IsBlocking))
            allow.Disable("no enabled block list is after it, so it would only exempt clients that Postfix rejects");
        else if (drafts.GetRange(0, place).Exists(IsBlocking))
            allow.Remarks.Add("IpBlock evaluates allow providers first, so this one also exempts clients from the block lists before it");
    }

    private static bool IsBlocking(ProviderDraft draft) => draft.Kind is ProviderKind.Block && draft.Enabled;
}
