using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using IpBlock.Settings;

namespace IpBlock.Administration.Import.Postfix;

/// <summary>
/// postscreen adds up weights: where they matter they become scores. Where every list reaches the threshold alone, and where the numbers cannot be scores, IpBlock goes by the
/// first match, and a list is enabled only where its match alone would have decided, whatever the lists of negative weight say.
/// </summary>
internal sealed class PostscreenImport
{
    private const string Lowering = "lists with a negative weight that are not allow providers here can lower the sum below it";
    private const string NotNeeded = "and no enabled list needs it; in IpBlock, a match of an allow provider exempts the client from all lists";
    private const string ReplyMap = "the displayed name of a zone is set with publicName of the provider; keys of Spamhaus and Abusix are always hidden";
    private readonly MainFile _main;
    private readonly PlanBuilder _plan;
    private readonly PostscreenRules _rules;

    public PostscreenImport(MainFile main, PlanBuilder plan, AccessTables tables, string? whyNetworksUnknown)
    {
        _main = main;
        _plan = plan;
        _rules = new PostscreenRules(main, plan, tables, whyNetworksUnknown);
    }

    /// <summary>Reads the sites. The form in which scores decide; null where the first match does.</summary>
    public ScoreForm? Read()
    {
        var sites = Sites();
        if (sites.Count > 0)
            _rules.ReadAccessList();
        if (_main.Value("postscreen_dnsbl_reply_map") is not null)
            _plan.Refuse("postscreen_dnsbl_reply_map", _main.LineOf("postscreen_dnsbl_reply_map"), ReplyMap);
        if (FormOf(sites) is { } form)
        {
            form.AddTo(_plan, sites.Select(Scored));
            return form;
        }

        ReadFirstMatch(sites);
        return null;
    }

    // Nothing has to be added up where each list is enough by itself.
    private ScoreForm? FormOf(List<(ZoneWithFilter Zone, int Line)> sites)
    {
        if (_rules.WhyOff.Count > 0 || _rules.Threshold is not { } threshold || sites.TrueForAll(site => site.Zone.Weight >= threshold))
            return null;
        var form = ScoreForm.Of(sites.Select(static site => (decimal)site.Zone.Weight), threshold, null, _rules.AllowThreshold, _main.LineOf("postscreen_dnsbl_threshold"), out var why);
        if (form is null)
            _plan.Refuse("weights", _main.LineOf("postscreen_dnsbl_sites"), why + ", so the first match decides instead");
        return form;
    }

    private ProviderDraft Scored((ZoneWithFilter Zone, int Line) site)
    {
        var draft = site.Zone.ToDraft(site.Zone.Weight < 0 ? ProviderKind.Allow : ProviderKind.Block, site.Line);
        draft.Score = site.Zone.Weight;
        draft.StatusCode = _rules.IsSoft && site.Zone.Weight > 0 ? 450 : null;
        return draft;
    }

    private void ReadFirstMatch(List<(ZoneWithFilter Zone, int Line)> sites)
    {
        var lowers = sites.FindAll(static site => site.Zone.Weight < 0);
        var blocks = sites.FindAll(static site => site.Zone.Weight > 0);

        // By how much the sum can be lowered by lists that are no allow providers.
        var canBeLowered = 0L;
        foreach (var site in lowers)
        {
            if (!AddAllow(site, NeedsAllow(blocks, lowers)))
                canBeLowered -= site.Zone.Weight;
        }

        foreach (var site in blocks)
            AddBlock(site, canBeLowered);
    }

    private List<(ZoneWithFilter Zone, int Line)> Sites()
    {
        var sites = new List<(ZoneWithFilter, int)>();
        foreach (var word in _main.Words("postscreen_dnsbl_sites"))
        {
            if (word.IsNothing)
                continue;
            if (word.Text.IndexOf("://", StringComparison.Ordinal) >= 0 || word.Text[0] == '/')
                _plan.Refuse("postscreen_dnsbl_sites", word.Line, "the list is in a separate file; insert its content here");
            else if (!ZoneWithFilter.TryParse(word.Text, out var site))
                _plan.Refuse("list " + ZoneWords.Shown(site.Zone), word.Line, "its weight is not a whole number");
            else if (site.Weight == 0)
                _plan.Refuse("list " + ZoneWords.Shown(site.Zone), word.Line, "its weight is 0, so it has no effect");
            else
                sites.Add((site, word.Line));
        }

        return sites;
    }

    private bool NeedsAllow(List<(ZoneWithFilter Zone, int Line)> blocks, List<(ZoneWithFilter Zone, int Line)> lowers)
    {
        var lowest = 0L;
        foreach (var site in lowers)
            lowest += site.Zone.Weight;
        return _rules.Threshold is { } threshold && blocks.Exists(site => site.Zone.Weight >= threshold && site.Zone.Weight + lowest < threshold);
    }

    private void AddBlock((ZoneWithFilter Zone, int Line) site, long canBeLowered)
    {
        var draft = site.Zone.ToDraft(ProviderKind.Block, site.Line);
        draft.StatusCode = _rules.IsSoft ? 450 : null;
        if (_rules.Threshold is { } threshold)
        {
            if (site.Zone.Weight < threshold)
                draft.Disable($"weight {Text(site.Zone.Weight)} is below the threshold {Text(threshold)}, but IpBlock rejects on the first match");
            else if (site.Zone.Weight - canBeLowered < threshold)
                draft.Disable($"weight {Text(site.Zone.Weight)} reaches the threshold {Text(threshold)}, but {Lowering}");
        }

        foreach (var why in _rules.WhyOff)
            draft.Disable(why);
        _plan.Add(draft);
    }

    /// <summary>True when it spares clients as it did.</summary>
    private bool AddAllow((ZoneWithFilter Zone, int Line) site, bool isNeeded)
    {
        var draft = site.Zone.ToDraft(ProviderKind.Allow, site.Line);
        if (_rules.WhyOff.Count > 0 || !isNeeded)
            draft.Disable($"weight {Text(site.Zone.Weight)} only lowers the sum in postscreen, {NotNeeded}");
        else
            draft.Remarks.Add($"weight {Text(site.Zone.Weight)} lowers the sum below the threshold; here a match exempts the client from all lists");
        return _plan.Add(draft) && draft.Enabled;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
