using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using IpBlock.Administration.Import;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Administration.Tests.Import;

/// <summary>Reads samples and texts, and holds every plan to its promise: it loads, and its edits make the same settings.</summary>
internal static class ImportedText
{
    public static ImportPlan Sample(string name, ImportSource expected)
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Import", "Samples", name));
        Assert.Equal(expected, Importer.Detect(text, "x"));
        return Plan(text, name);
    }

    public static ImportPlan Plan(string text, string fileName = "x", ImportSource? source = null)
    {
        var plan = Importer.Read(text, fileName, source);
        _ = Load(plan);
        return plan;
    }

    public static FilterSettings Load(ImportPlan plan)
    {
        var load = SettingsFile.Parse(plan.ToSettingsJson(), "plan.json");
        Assert.Empty(load.Errors.Select(error => error.ToString()));
        return load.Settings!;
    }

    public static ImportedItem Item(ImportPlan plan, string name) => Assert.Single(plan.Items, item => item.Name == name);

    public static string Why(ImportPlan plan, string what) => Assert.Single(plan.NotCarriedOver, refusal => refusal.What.Contains(what, StringComparison.Ordinal)).Why;

    public static IReadOnlyList<string> Codes(ImportedItem item) => (IReadOnlyList<string>)item.Properties["ipAddressesMatch"]!;
}
