using System;
using System.Collections.Generic;
using System.Linq;

namespace IpBlock.Administration.Import.Postfix;

/// <summary>What services of master.cf say about lists in place of main.cf, which is read beside it where it can be.</summary>
internal static class MasterImport
{
    private const string MainUnknown =
        "it is not read here, so its parameters, including mynetworks, are not known; specify the full path of master.cf, with main.cf in the same folder";
    private const string NetworksUnknown =
        "permit_mynetworks is before it, and mynetworks is in main.cf, which is not read here: add your networks as exceptions, then enable it";

    public static void Read(string text, string fileName, PlanBuilder plan, Func<string, string?> open)
    {
        var mainText = Sibling(fileName, "main.cf") is { } path ? open(path) : null;
        var services = MasterFile.Read(text, plan).Where(static service => service.AsksLists && service.Overrules.Keys.Any(IsAboutLists)).ToList();
        if (mainText is null && services.Count > 0)
            plan.Refuse("main.cf", 1, MainUnknown);

        // postscreen first: beside its scores a list of smtpd needs one too.
        ScoreForm? scores = null;
        foreach (var service in services.OrderBy(static service => service.Command is not "postscreen"))
            scores = Read(service, mainText, plan, open, scores) ?? scores;
    }

    /// <summary>A file beside the one that is imported; null when nobody says where that is.</summary>
    public static string? Sibling(string fileName, string name)
    {
        var slash = fileName.LastIndexOfAny(['/', '\\']);
        return slash < 0 ? null : fileName.Substring(0, slash + 1) + name;
    }

    /// <summary>True for a parameter that says which lists are asked, or what becomes of a client on them.</summary>
    public static bool IsAboutLists(string parameter) =>
        Array.IndexOf(RestrictionImport.Stages, parameter) >= 0 || parameter.StartsWith("postscreen_", StringComparison.Ordinal)
            || parameter is "maps_rbl_domains";

    private static ScoreForm? Read(MasterService service, string? mainText, PlanBuilder plan, Func<string, string?> open, ScoreForm? scores)
    {
        var main = new MainFile(mainText ?? "", new PlanBuilder()).Overruled(service.Overrules, plan);
        var tables = new AccessTables(plan, open);
        var whyNot = service.IsForStrangers ? null
            : $"it is used only by the service {service.Name} of master.cf, which does not receive mail from the Internet";
        var networks = OwnNetworks.Read(main, service.IsForStrangers ? plan : new PlanBuilder(), tables);
        if (mainText is null && !main.Has("mynetworks"))
            networks ??= NetworksUnknown;
        if (service.Command is "postscreen")
            return new PostscreenImport(main, plan, tables, networks).Read();

        var stages = RestrictionImport.Stages.Where(service.Overrules.ContainsKey).ToList();
        foreach (var stage in stages.Where(stage => service.Overrules[stage].Text.Length == 0))
            plan.Refuse(stage + " of the service " + service.Name, service.Overrules[stage].Line,
                "it is empty there, so this service does not use the lists of main.cf");
        RestrictionImport.Read(main, plan, tables, networks, stages, whyNot, scores);
        return null;
    }
}
