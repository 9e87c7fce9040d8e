using System.Collections.Generic;
using System.Globalization;
using IpBlock.Addresses;

namespace IpBlock.Administration.Import.Postfix;

/// <summary>
/// The rules of a table of which the first that fits decides, as entries of lists of which the allow list comes first. An entry holds what
/// no rule before it decides otherwise.
/// </summary>
internal sealed class AccessRules
{
    private const int MaxPieces = 256;
    private const string Decided = "earlier lines already apply to all of these addresses";
    private readonly PlanBuilder _plan;
    private readonly AccessUse _use;
    private readonly EarlierRanges[] _rejected = [new(), new()];
    private readonly EarlierRanges[] _others = [new(), new()];
    private string? _whyNoRejects;

    public AccessRules(PlanBuilder plan, AccessUse use)
    {
        _plan = plan;
        _use = use;
        _whyNoRejects = use.WhyNoRejects;
    }

    /// <summary>Why somebody whom the table spares would not be spared by the entries; null when all are.</summary>
    public string? WhySpares { get; private set; }

    /// <summary>True when the table throws messages away.</summary>
    public bool Discards { get; private set; }

    public void Add(string pattern, IReadOnlyList<AddressRange> ranges, string right, int line)
    {
        var action = AccessAction.Read(right, _use.IsPostscreen);
        if (action.Word.Length == 0)
        {
            Refuse(pattern, line, "it has no action");
            return;
        }

        Discards |= action.Discards && !_use.IsPostscreen;
        foreach (var range in ranges)
            Add(pattern, range, action, line);
        if (action.Effect is AccessEffect.Reject && _whyNoRejects is { } noRejects)
            Refuse(pattern + " " + action.Word, line, noRejects);
        else if (action.Effect is AccessEffect.Defer or AccessEffect.Nothing or AccessEffect.Other)
            Refuse(pattern + " " + action.Word, line, WhyNot(action));
        if (action.Effect is AccessEffect.Other)
            Spares(pattern + " " + action.Word, line);
    }

    /// <summary>Something that the table does and entries cannot.</summary>
    public void Spares(string what, int line) => WhySpares ??=
        $"line {line.ToString(CultureInfo.InvariantCulture)} of {_use.Table ?? "the table"} ({what}) can exempt clients, which a list entry cannot express";

    /// <summary>The same, before the addresses are looked at: then nobody may be refused by the table.</summary>
    public void SparesFirst(string what, int line)
    {
        Spares(what, line);
        _whyNoRejects ??= WhySpares;
    }

    public void Refuse(string what, int line, string why) => _plan.Refuse(_use.Table is null ? what : what + " in " + _use.Table, line, why);

    private void Add(string pattern, AddressRange range, AccessAction action, int line)
    {
        var family = range.First.IsIPv4 ? 0 : 1;
        switch (action.Effect)
        {
            case AccessEffect.Reject when _whyNoRejects is null:
                if (!IsDecided(family, range))
                    AddEntries(ImportedKind.BlockListEntry, pattern, range, _others[family].Overlapping(range, MaxPieces), action, line);
                else
                    Refuse(pattern + " " + action.Word, line, Decided);
                _rejected[family].Add(range, line);
                break;
            case AccessEffect.Reject:
                _rejected[family].Add(range, line);
                break;
            case AccessEffect.Permit:
                var before = _others[family].Overlapping(range, MaxPieces);
                before.AddRange(_rejected[family].Overlapping(range, MaxPieces));
                AddEntries(ImportedKind.AllowListEntry, pattern, range, before, action, line);
                break;
            default:
                _others[family].Add(range, line);
                break;
        }
    }

    private bool IsDecided(int family, AddressRange range)
    {
        var before = _rejected[family].Overlapping(range, MaxPieces);
        before.AddRange(_others[family].Overlapping(range, MaxPieces));
        return CidrPattern.Subtract(range, before).Length == 0;
    }

    private void AddEntries(ImportedKind kind, string pattern, AddressRange range, List<AddressRange> before, AccessAction action, int line)
    {
        var pieces = before.Count > MaxPieces ? null : CidrPattern.Subtract(range, before);
        if (pieces is null)
        {
            Refuse(pattern + " " + action.Word, line, "more than 256 earlier lines exclude addresses from it");
            if (kind is ImportedKind.AllowListEntry)
                Spares(pattern + " " + action.Word, line);
            return;
        }

        if (pieces.Length == 0)
        {
            Refuse(pattern + " " + action.Word, line, Decided);
            return;
        }

        var remarks = new List<string>();
        if (before.Count > 0)
            remarks.Add($"it covers {range} except the addresses for which earlier lines have another action");
        if (_use.Table is not null)
            remarks.Add("from " + _use.Table);
        foreach (var piece in pieces)
            _plan.AddEntry(kind, piece.ToString(), line, kind is ImportedKind.BlockListEntry ? action.Text : null, null, [.. remarks]);
    }

    private static string WhyNot(AccessAction action) => action.Effect switch
    {
        AccessEffect.Defer => "it defers the client, and list entries reject permanently; later lines do not reject these addresses either",
        AccessEffect.Nothing => "it excludes the addresses from the later lines, so they are also excluded from the entries that are created from those lines",
        _ => "only OK, permit, REJECT and reply codes with a text can be imported; later lines do not reject these addresses",
    };
}
