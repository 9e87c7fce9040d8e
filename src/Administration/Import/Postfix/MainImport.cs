using System;
using System.Collections.Generic;

namespace IpBlock.Administration.Import.Postfix;

/// <summary>What main.cf says about lists of addresses, in IpBlock's words.</summary>
internal static class MainImport
{
    private static readonly Dictionary<string, string> NotCarriedOver = new(StringComparer.Ordinal)
    {
        ["rbl_reply_maps"] = "replies are set for each provider with rejectionResponse; the table is a file of its own",
        ["default_rbl_reply"] = "its placeholders are Postfix's; write the text anew as rejectionResponse, with %0 for the client's address, %1 for the list and %3 for its reason",
    };

    public static void Read(string text, PlanBuilder plan, Func<string, string?> open)
    {
        var main = new MainFile(text, plan);
        var tables = new AccessTables(plan, open);
        var whyNetworksUnknown = OwnNetworks.Read(main, plan, tables);
        new PostscreenImport(main, plan, tables, whyNetworksUnknown).Read();
        RestrictionImport.Read(main, plan, tables, whyNetworksUnknown);
        foreach (var entry in NotCarriedOver)
        {
            if (main.Has(entry.Key))
                plan.Refuse(entry.Key, main.LineOf(entry.Key), entry.Value);
        }
    }
}
