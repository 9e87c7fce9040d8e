using IpBlock.Addresses;

namespace IpBlock.Administration.Import.Postfix;

/// <summary>
/// mynetworks: permit_mynetworks stands before the lists in nearly every configuration, so that without this one's own servers could be refused.
/// </summary>
internal static class OwnNetworks
{
    /// <summary>Carries the networks over. Why some are not known, for what stands behind permit_mynetworks; null when all are.</summary>
    public static string? Read(MainFile main, PlanBuilder plan, AccessTables tables)
    {
        if (!main.Has("mynetworks") && main.Value("mynetworks_style") is { } style && style is not "host")
            return $"permit_mynetworks is before it, and mynetworks_style is {style}: add your networks as exceptions, then enable it";
        string? unknown = null;
        foreach (var word in main.Words("mynetworks"))
        {
            // 192.0.2.0/24 but not this one: to spare both refuses nobody who is not refused now.
            if (word.IsNothing || word.Text[0] == '!' || Add(word, plan) || AddTable(word, plan, tables))
                continue;
            plan.Refuse("mynetworks " + word.Text, word.Line, "only addresses and address ranges can be imported");
            unknown ??= $"permit_mynetworks is before it, and the content of {word.Text} in mynetworks is not known here: "
                + "add it as exceptions, then enable the list";
        }

        return unknown;
    }

    private static bool Add(MainWord word, PlanBuilder plan)
    {
        // Postfix writes [::1]/128.
        var text = word.Text.Replace("[", "").Replace("]", "");
        if (!AddressRange.TryParse(text, out var range))
            return false;
        if (!PrivateNetworks.Contains(range.First) || !PrivateNetworks.Contains(range.Last))
            plan.AddClient(range.ToString(), word.Line, "mynetworks of Postfix");
        return true;
    }

    // A file of patterns by its path, or a table of which the left side counts.
    private static bool AddTable(MainWord word, PlanBuilder plan, AccessTables tables)
    {
        var isFile = word.Text[0] == '/';
        string? text;
        if (isFile)
            text = tables.TextOf(word.Text);
        else
            text = TableName.TryParse(word.Text, out var table) && !table.HasPatterns ? tables.TextOf(table) : null;
        if (text is null)
            return false;
        var isKnown = true;
        foreach (var (key, right, line) in KeyTable.Lines(text))
        {
            foreach (var pattern in isFile ? MainWords.Split(key + " " + right, line) : [new MainWord(key, line)])
                isKnown &= Add(pattern, plan);
        }

        return isKnown;
    }
}
