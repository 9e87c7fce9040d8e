using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Administration.Editing;
using IpBlock.Settings;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace IpBlock.Administration.Import;

/// <summary>
/// What an import would do: a dry run shows it, <see cref="ToSettingsJson"/> and the settings editor carry it out. Whatever is in
/// <see cref="Items"/> passes the checks of the settings file.
/// </summary>
public sealed class ImportPlan
{
    private static readonly string[] ScoreSettings = ["verdict", "thresholds.reject", "thresholds.mark", "thresholds.allow"];

    internal ImportPlan(ImportSource? source, IReadOnlyList<ImportedItem> items, IReadOnlyList<ImportRefusal> notCarriedOver)
    {
        Source = source;
        Items = items;
        NotCarriedOver = notCarriedOver;
    }

    /// <summary>How the text was read; null when it was not recognized.</summary>
    public ImportSource? Source { get; }

    /// <summary>What is carried over. Providers stand in the order of their priority.</summary>
    public IReadOnlyList<ImportedItem> Items { get; }

    /// <summary>What is not carried over, in the order of the file.</summary>
    public IReadOnlyList<ImportRefusal> NotCarriedOver { get; }

    /// <summary>A settings file that holds the items and nothing else, keys included: to be written, not to be shown.</summary>
    public string ToSettingsJson()
    {
        var root = new JObject();
        foreach (var item in Items)
        {
            if (item.Kind is ImportedKind.Setting)
                Set(root, item.Name, item.Properties[item.Name]!);
            else
                ArrayFor(item.Kind, root).Add(ToJson(item.Properties));
        }

        return root.ToString(Formatting.Indented);
    }

    /// <summary>The changes that add the items to the settings there are, in the order of <see cref="Items"/>.</summary>
    public SettingsEdit[] ToEdits()
    {
        var edits = new SettingsEdit[Items.Count];
        for (var i = 0; i < edits.Length; i++)
            edits[i] = PlanEdits.Of(Items[i]);
        return edits;
    }

    /// <summary>
    /// The plan without what these settings have already, by its name: that stays as it is. Where scores decide in both, the thresholds of these settings stay, and where they are
    /// others the providers come disabled, for their scores were made for the thresholds of the plan.
    /// </summary>
    public ImportPlan Without(FilterSettings present)
    {
        if (present is null)
            throw new ArgumentNullException(nameof(present));
        var there = new HashSet<(ImportedKind Kind, string Name)>(Known(present).Select(static known => (known.Kind, known.Name.ToUpperInvariant())));
        var left = Items.Where(item => !there.Contains((item.Kind, item.Name.ToUpperInvariant())));
        if (OtherThreshold(present) is { } why)
            left = left.Select(item => item.Properties.ContainsKey("score") ? item.Disabled(why) : item);
        return new ImportPlan(Source, [.. left], NotCarriedOver);
    }

    private string? OtherThreshold(FilterSettings present)
    {
        var mine = Items.FirstOrDefault(static item => item.Name is "thresholds.reject")?.Shown("thresholds.reject");
        var theirs = present.Thresholds.Reject.ToString();
        return mine is null || present.Verdict is not VerdictForm.Score || string.Equals(mine, theirs, StringComparison.Ordinal)
            ? null
            : $"its score is calculated for a reject threshold of {mine}, but your reject threshold is {theirs}; adjust the score";
    }

    private static IEnumerable<(ImportedKind Kind, string Name)> Known(FilterSettings settings) =>
    [
        .. settings.BlockProviders.Select(static provider => (ImportedKind.BlockProvider, provider.Name)),
        .. settings.AllowProviders.Select(static provider => (ImportedKind.AllowProvider, provider.Name)),
        .. settings.BlockList.Select(static entry => (ImportedKind.BlockListEntry, entry.Address.ToString())),
        .. settings.AllowList.Select(static entry => (ImportedKind.AllowListEntry, entry.Address.ToString())),
        .. settings.Exceptions.Clients.Select(static client => (ImportedKind.ClientException, client.Client.ToString())),
        .. settings.Verdict is VerdictForm.Score ? ScoreSettings.Select(static path => (ImportedKind.Setting, path)) : [],
        .. settings.Exceptions.Recipients.Select(static recipient => (ImportedKind.RecipientException, recipient.Recipient.ToString())),
    ];

    internal static JObject ToJson(IReadOnlyDictionary<string, object?> properties)
    {
        var json = new JObject();
        foreach (var property in properties)
        {
            if (property.Value is not null)
                json[property.Key] = ValueOf(property.Key, property.Value);
        }

        return json;
    }

    private static void Set(JObject root, string path, object value)
    {
        var dot = path.IndexOf('.');
        if (dot < 0)
            root[path] = ValueOf(path, value);
        else
            Set(Member<JObject>(root, path.Substring(0, dot)), path.Substring(dot + 1), value);
    }

    // Scores stand without quotes.
    private static JToken ValueOf(string name, object value) => name is "score" or "reject" or "mark" or "allow" && value is string score ? ScoreJson.Of(score) : JToken.FromObject(value);

    private static JArray ArrayFor(ImportedKind kind, JObject root) => kind switch
    {
        ImportedKind.BlockProvider => Member<JArray>(root, "blockProviders"),
        ImportedKind.AllowProvider => Member<JArray>(root, "allowProviders"),
        ImportedKind.BlockListEntry => Member<JArray>(root, "blockList"),
        ImportedKind.AllowListEntry => Member<JArray>(root, "allowList"),
        ImportedKind.ClientException => Member<JArray>(Member<JObject>(root, "exceptions"), "clients"),
        _ => Member<JArray>(Member<JObject>(root, "exceptions"), "recipients"),
    };

    private static T Member<T>(JObject owner, string name)
        where T : JToken, new()
    {
        if (owner[name] is T member)
            return member;
        member = new T();
        owner[name] = member;
        return member;
    }
}
