using System;
using System.Collections.Generic;
using IpBlock.Settings;

namespace IpBlock.Administration.Import.Postfix;

/// <summary>
/// One list of restrictions, in the order in which smtpd goes through it: what permits ends the list, and so spares the client the lists behind
/// it. A block list is enabled only where everybody whom something before it spares is spared by IpBlock too.
/// </summary>
internal sealed class RestrictionList
{
    private const int MaxDepth = 20;
    private const string NotRead = "its table is not read here; import the text of a cidr table, and add host names as client exceptions";
    private readonly MainFile _main;
    private readonly PlanBuilder _plan;
    private readonly RestrictionContext _context;
    private readonly string _parameter;
    private readonly List<ProviderDraft> _drafts = [];
    private string? _whyNever;
    private string? _whySpared;
    private bool _defers;

    public RestrictionList(MainFile main, PlanBuilder plan, RestrictionContext context, string parameter)
    {
        _main = main;
        _plan = plan;
        _context = context;
        _parameter = parameter;
        _whyNever = context.WhyNever(parameter);
        _whySpared = context.Tables.WhyDiscarded;
    }

    public void Read()
    {
        Read(_main.Words(_parameter), warns: false, 0);
        ListsInOrder.Add(_drafts, _plan, _context.Scores);
    }

    private void Read(IReadOnlyList<MainWord> words, bool warns, int depth)
    {
        var warnsNext = warns;
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i].IsNothing)
                continue;
            if (words[i].Text.Equals("warn_if_reject", StringComparison.OrdinalIgnoreCase))
            {
                warnsNext = true;
                continue;
            }

            if (Read(words[i], i + 1 < words.Count ? words[i + 1] : null, warnsNext, depth))
                i++;
            warnsNext = warns;
        }
    }

    /// <summary>True when the argument is used up.</summary>
    private bool Read(MainWord restriction, MainWord? argument, bool warns, int depth)
    {
        var name = restriction.Text.ToLowerInvariant();
        if (_context.ClassOf(restriction.Text) is { } classWords)
        {
            if (depth < MaxDepth)
                Read(classWords, warns, depth + 1);
        }
        else if (name.IndexOf(':') > 0)
        {
            // An old way to write check_client_access and its like.
            ReadTable(_parameter is "smtpd_client_restrictions", _parameter, restriction, warns);
        }
        else if (RestrictionWords.TakesArgument(name))
        {
            if (argument is { } given)
                ReadWithArgument(name, given, restriction.Line, warns);
            else
                _plan.Refuse(name, restriction.Line, "it has no argument");
            return true;
        }
        else
        {
            ReadWord(name, warns);
        }

        return false;
    }

    private void ReadWord(string name, bool warns)
    {
        if (name is "reject_maps_rbl")
        {
            // Postfix 2.1 replaced it by reject_rbl_client.
            foreach (var word in _main.Words("maps_rbl_domains"))
                AddBlock(word, warns);
        }
        else if (name is "defer_if_reject")
        {
            _defers = true;
        }
        else if (name is "permit_auth_destination" && _context.KnowsNoRecipient(_parameter))
        {
            return;
        }
        else if (name is not ("reject" or "defer") || !warns)
        {
            _whyNever ??= RestrictionWords.WhyEnds(name);
            _whySpared ??= name is "permit_mynetworks" ? _context.WhyNetworksUnknown : RestrictionWords.WhySpares(name, "");
        }
    }

    private void ReadWithArgument(string name, MainWord argument, int line, bool warns)
    {
        if (RestrictionWords.IsBlockList(name))
            AddBlock(argument, warns);
        else if (name is "permit_dnswl_client")
            AddAllow(argument);
        else if (RestrictionWords.IsTable(name))
            ReadTable(name is "check_client_access", name, argument, warns);
        else if (RestrictionWords.WhyNot(name) is { } why)
            _plan.Refuse(name + " " + RestrictionWords.Shown(name, argument.Text), line, why);
        _whySpared ??= RestrictionWords.WhySpares(name, argument.Text);
    }

    private void ReadTable(bool asksForClient, string name, MainWord table, bool warns)
    {
        if (!asksForClient)
        {
            _plan.Refuse(name + " " + table.Text, table.Line, RestrictionWords.OtherSubject);
            _whySpared ??= _context.Tables.UnknownOrHarmless(table);
            return;
        }

        if (_context.Tables.IsReadable(table))
        {
            _whySpared ??= _context.Tables.ReadClients(table, new AccessUse { Table = table.Text, WhyNoRejects = WhyNoRejects(warns) });
            return;
        }

        _plan.Refuse(name + " " + table.Text, table.Line, NotRead);
        _whySpared ??= _context.Tables.UnknownOrHarmless(table);
    }

    private string? WhyNoRejects(bool warns)
    {
        if (warns)
            return "warn_if_reject is before the table, so it only logged";
        if ((_whyNever ?? _whySpared) is { } behind)
            return behind;
        if (_context.IsSoft || _defers)
            return "Postfix deferred the client, and list entries reject permanently";
        return _drafts.Exists(static draft => draft.Kind is ProviderKind.Allow)
            ? "permit_dnswl_client is before the table, and in IpBlock entries are evaluated before allow providers"
            : null;
    }

    private void AddBlock(MainWord word, bool warns)
    {
        if (ZoneOf(word) is not { } zone)
            return;
        var draft = zone.ToDraft(ProviderKind.Block, word.Line);
        draft.StatusCode = _defers && (_context.StatusCode ?? 550) >= 500 ? 450 : _context.StatusCode;
        if (warns)
            draft.Disable("warn_if_reject is before it, so it only logged");
        DisableBehind(draft);
        _drafts.Add(draft);
    }

    private void AddAllow(MainWord word)
    {
        if (ZoneOf(word) is { } zone)
        {
            var draft = zone.ToDraft(ProviderKind.Allow, word.Line);
            DisableBehind(draft);
            _drafts.Add(draft);
        }
        else
        {
            _whySpared ??= "permit_dnswl_client is before it and is not imported";
        }
    }

    private void DisableBehind(ProviderDraft draft)
    {
        if ((_whyNever ?? _whySpared) is { } why)
            draft.Disable(why);
    }

    private ZoneWithFilter? ZoneOf(MainWord word)
    {
        if (word.Text.IndexOf('*') < 0 && ZoneWithFilter.TryParse(word.Text, out var zone))
            return zone;
        _plan.Refuse("list " + ZoneWords.Shown(word.Text.Split('=')[0]), word.Line, "weights are supported only by postscreen");
        return null;
    }
}
