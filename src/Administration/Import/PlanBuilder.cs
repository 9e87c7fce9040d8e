using System;
using System.Collections.Generic;
using System.Globalization;
using IpBlock.Addresses;
using IpBlock.Providers.Zones;
using IpBlock.Settings;

namespace IpBlock.Administration.Import;

/// <summary>Collects what an importer finds. What the settings would not take becomes a refusal here, so that every plan loads.</summary>
/// <param name="zones">The zones that should not be asked; the program's own unless given.</param>
internal sealed class PlanBuilder(ZoneTable? zones = null)
{
    private readonly List<ImportedItem> _items = [];
    private readonly List<ImportRefusal> _refusals = [];
    private readonly ProviderFitter _providers = new(zones ?? KnownZones.BuiltIn);
    private readonly Dictionary<string, int> _seen = new(StringComparer.OrdinalIgnoreCase);

    public void Refuse(string what, int line, string why) => _refusals.Add(new ImportRefusal(what, Math.Max(1, line), why));

    /// <summary>False when the settings would not take it; true also when another line has brought the same.</summary>
    public bool Add(ProviderDraft draft)
    {
        var (item, why, isThere) = _providers.Fit(draft);
        if (item is null)
            Refuse("list " + ZoneWords.Shown(draft.Zone), draft.Line, why!);
        else
            _items.Add(item);
        return isThere;
    }

    public void AddEntry(ImportedKind list, string addresses, int line, string? comment = null, DateTimeOffset? expires = null, params string[] remarks)
    {
        if (!AddressRange.TryParse(addresses, out var range, out var reason))
            Refuse("entry " + addresses, line, reason!);
        else if (WideRanges.WhyTooWide(range) is { } tooWide)
            Refuse("entry " + addresses, line, tooWide + "; add it with --force if it is intended");
        else
            AddOnce(list, "address", range.ToString(), line, comment, expires, remarks);
    }

    public void AddClient(string client, int line, string comment)
    {
        if (!ClientPattern.TryParse(client, out var pattern, out var reason))
            Refuse("client " + client, line, reason!);
        else if (pattern.Range is { } range && WideRanges.WhyTooWide(range) is { } tooWide)
            Refuse("client " + client, line, tooWide + "; add it with --force if it is intended");
        else
            AddOnce(ImportedKind.ClientException, "client", pattern.ToString(), line, comment, null, []);
    }

    public void AddRecipient(string recipient, int line, string comment)
    {
        if (!RecipientPattern.TryParse(recipient, out var pattern, out var reason))
            Refuse("recipient " + recipient, line, reason!);
        else
            AddOnce(ImportedKind.RecipientException, "recipient", pattern.ToString(), line, comment, null, []);
    }

    public void SetResponse(string path, string text, int line)
    {
        var remarks = new List<string>();
        if (FittingText.Response(text, remarks) is not { } response)
            return;
        if (IsNew(path, line, path))
            _items.Add(new ImportedItem(ImportedKind.Setting, path, new Dictionary<string, object?>(StringComparer.Ordinal) { [path] = response }, line, remarks));
    }

    /// <summary>A setting of its own, as the settings file writes it.</summary>
    public void Set(string path, string value, int line, params string[] remarks)
    {
        if (IsNew(path, line, path))
            _items.Add(new ImportedItem(ImportedKind.Setting, path, new Dictionary<string, object?>(StringComparer.Ordinal) { [path] = value }, Math.Max(1, line), remarks));
    }

    public ImportPlan Build(ImportSource? source)
    {
        // Stable, unlike List.Sort: several things of one line stay in their order.
        var order = new List<(int Line, int Index)>();
        for (var i = 0; i < _refusals.Count; i++)
            order.Add((_refusals[i].Line, i));
        order.Sort();
        return new ImportPlan(source, _items, order.ConvertAll(place => _refusals[place.Index]));
    }

    private void AddOnce(ImportedKind kind, string property, string value, int line, string? comment, DateTimeOffset? expires, IEnumerable<string> remarks)
    {
        if (!IsNew(kind.ToString() + ' ' + value, line, property + ' ' + value))
            return;
        var properties = new Dictionary<string, object?>(StringComparer.Ordinal) { [property] = value };
        var all = new List<string>(remarks);
        if (FittingText.Comment(comment, all) is { } fitting)
            properties["comment"] = fitting;
        if (expires is { } end)
            properties["expires"] = PointInTime.Format(end);
        _items.Add(new ImportedItem(kind, value, properties, line, all));
    }

    private bool IsNew(string key, int line, string what)
    {
        if (_seen.TryGetValue(key, out var first))
        {
            Refuse(what, line, "it is already imported from line " + first.ToString(CultureInfo.InvariantCulture));
            return false;
        }

        _seen.Add(key, line);
        return true;
    }
}
