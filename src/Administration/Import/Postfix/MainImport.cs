using System;
using System.Collections.Generic;

namespace IpBlock.Administration.Import.Postfix;

/// <summary>What main.cf says about lists of addresses, in IpBlock's words.</summary>
internal static class MainImport
{
    private static readonly Dictionary<string, string> NotCarriedOver = new(StringComparer.Ordinal)
    {
        ["rbl_reply_maps"] = "replies are set for each provider with rejectionResponse; the table is a separate file",
        ["default_rbl_reply"] = "it uses Postfix placeholders; rewrite the text as rejectionResponse, with %0 for the client's address, %1 for the list and %3 for its reason",
    };

    public static void Read(string text, string fileName, PlanBuilder plan, Func<string, string?> open)
    {
        var main = Overruled(new MainFile(text, plan), fileName, plan, open);
        var tables = new AccessTables(plan, open);
        var whyNetworksUnknown = OwnNetworks.Read(main, plan, tables);
        var scores = new PostscreenImport(main, plan, tables, whyNetworksUnknown).Read();
        RestrictionImport.Read(main, plan, tables, whyNetworksUnknown, scores);
        foreach (var entry in NotCarriedOver)
        {
            if (main.Has(entry.Key))
                plan.Refuse(entry.Key, main.LineOf(entry.Key), entry.Value);
        }
    }

    // What the services that strangers come to say in master.cf stands in place of what main.cf says.
    private static MainFile Overruled(MainFile main, string fileName, PlanBuilder plan, Func<string, string?> open)
    {
        if (MasterImport.Sibling(fileName, "master.cf") is not { } path || open(path) is not { } master)
            return main;
        var by = new Dictionary<string, LogicalLine>(StringComparer.Ordinal);
        foreach (var service in MasterFile.Read(master, new PlanBuilder()))
        {
            if (!service.AsksLists || !service.IsForStrangers)
                continue;
            foreach (var option in service.Overrules)
            {
                // Lines are those of main.cf, which is what is imported.
                if (!by.ContainsKey(option.Key) && MasterImport.IsAboutLists(option.Key))
                    plan.Refuse(option.Key, main.LineOf(option.Key), FormattableString.Invariant($"the service {service.Name} overrides it in line {option.Value.Line} of {path}; that value is used instead"));
                if (!by.ContainsKey(option.Key))
                    by.Add(option.Key, new LogicalLine(option.Value.Text, main.LineOf(option.Key)));
            }
        }

        return by.Count == 0 ? main : main.Overruled(by, plan);
    }
}
