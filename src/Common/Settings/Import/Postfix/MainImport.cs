using System.Collections.Generic;
using IpBlock.Addresses;

namespace IpBlock.Settings.Import.Postfix;

/// <summary>What main.cf says about lists of addresses, in IpBlock's words.</summary>
internal static class MainImport
{
    private static readonly Dictionary<string, string> NotCarriedOver = new(System.StringComparer.Ordinal)
    {
        ["rbl_reply_maps"] = "replies are set for each provider with rejectionResponse; the table is a file of its own",
        ["default_rbl_reply"] = "its placeholders are Postfix's; write the text anew as rejectionResponse, with %0 for the client's address, %1 for the list and %3 for its reason",
    };

    public static void Read(string text, PlanBuilder plan)
    {
        var main = new MainFile(text, plan);
        AddNetworks(main, plan);
        new PostscreenImport(main, plan).Read();
        new RestrictionImport(main, plan).Read();
        foreach (var entry in NotCarriedOver)
        {
            if (main.Has(entry.Key))
                plan.Refuse(entry.Key, main.LineOf(entry.Key), entry.Value);
        }
    }

    // permit_mynetworks stands before the lists in nearly every configuration: without this, one's own servers could be refused.
    private static void AddNetworks(MainFile main, PlanBuilder plan)
    {
        foreach (var word in main.Words("mynetworks"))
        {
            // Postfix writes [::1]/128.
            var text = word.Text.Replace("[", "").Replace("]", "");
            if (AddressRange.TryParse(text, out var range))
            {
                if (!PrivateNetworks.Contains(range.First) || !PrivateNetworks.Contains(range.Last))
                    plan.AddClient(range.ToString(), word.Line, "mynetworks of Postfix");
            }
            else
            {
                plan.Refuse("mynetworks " + word.Text, word.Line, "only addresses and ranges of addresses can be carried over");
            }
        }
    }
}
