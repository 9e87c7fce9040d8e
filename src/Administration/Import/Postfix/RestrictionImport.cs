using System.Collections.Generic;
using System.Linq;

namespace IpBlock.Administration.Import.Postfix;

/// <summary>The lists that smtpd's restrictions name.</summary>
internal static class RestrictionImport
{
    /// <summary>In the order in which smtpd goes through them.</summary>
    public static readonly string[] Stages =
        ["smtpd_client_restrictions", "smtpd_helo_restrictions", "smtpd_sender_restrictions", "smtpd_relay_restrictions",
         "smtpd_recipient_restrictions", "smtpd_data_restrictions", "smtpd_end_of_data_restrictions", "smtpd_etrn_restrictions"];

    public static void Read(MainFile main, PlanBuilder plan, AccessTables tables, string? whyNetworksUnknown, ScoreForm? scores)
    {
        var context = new RestrictionContext(main, tables, whyNetworksUnknown) { Scores = scores };
        foreach (var stage in Stages)
            new RestrictionList(main, plan, context, stage).Read();
        foreach (var name in main.Words("smtpd_restriction_classes").Where(name => !context.Reached.Contains(name.Text)))
            new RestrictionList(main, plan, context, name.Text).Read();
    }

    /// <summary>Some stages of one service; <paramref name="whyNot"/> says why nobody is to be refused by them, null when somebody is.</summary>
    public static void Read(MainFile main, PlanBuilder plan, AccessTables tables, string? whyNetworksUnknown, IReadOnlyList<string> stages, string? whyNot, ScoreForm? scores)
    {
        var context = new RestrictionContext(main, tables, whyNetworksUnknown) { WhyNobody = whyNot, Scores = scores };
        foreach (var stage in stages)
            new RestrictionList(main, plan, context, stage).Read();
    }
}
