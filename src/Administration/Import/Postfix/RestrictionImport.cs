namespace IpBlock.Administration.Import.Postfix;

/// <summary>The lists that smtpd's restrictions name.</summary>
internal static class RestrictionImport
{
    private static readonly string[] Stages =
        ["smtpd_client_restrictions", "smtpd_helo_restrictions", "smtpd_sender_restrictions", "smtpd_relay_restrictions",
         "smtpd_recipient_restrictions", "smtpd_data_restrictions", "smtpd_end_of_data_restrictions", "smtpd_etrn_restrictions"];

    public static void Read(MainFile main, PlanBuilder plan, AccessTables tables, string? whyNetworksUnknown)
    {
        var context = new RestrictionContext(main, tables, whyNetworksUnknown);
        foreach (var stage in Stages)
            new RestrictionList(main, plan, context, stage).Read();
        foreach (var name in main.Words("smtpd_restriction_classes"))
        {
            if (!context.Reached.Contains(name.Text))
                new RestrictionList(main, plan, context, name.Text).Read();
        }
    }
}
