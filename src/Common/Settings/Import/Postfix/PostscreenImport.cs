using System.Globalization;

namespace IpBlock.Settings.Import.Postfix;

/// <summary>
/// postscreen adds up weights, IpBlock goes by the first match. So a list is switched on only where its match alone would have decided; the others
/// come along disabled.
/// </summary>
internal sealed class PostscreenImport
{
    private readonly MainFile _main;
    private readonly PlanBuilder _plan;
    private readonly int _threshold;
    private readonly int _allowThreshold;
    private readonly string? _whyLogOnly;

    public PostscreenImport(MainFile main, PlanBuilder plan)
    {
        _main = main;
        _plan = plan;
        _threshold = main.Number("postscreen_dnsbl_threshold") ?? 1;
        _allowThreshold = main.Number("postscreen_dnsbl_allowlist_threshold") ?? main.Number("postscreen_dnsbl_whitelist_threshold") ?? 0;
        _whyLogOnly = main.Value("postscreen_dnsbl_action") switch
        {
            null => "postscreen_dnsbl_action is not set here, and without it postscreen only logs what lists say",
            "enforce" or "drop" => null,
            _ => "postscreen_dnsbl_action is neither enforce nor drop, so postscreen only logs what lists say",
        };
    }

    public void Read()
    {
        foreach (var word in _main.Words("postscreen_dnsbl_sites"))
            Add(word);
        if (_main.Value("postscreen_dnsbl_reply_map") is not null)
            _plan.Refuse("postscreen_dnsbl_reply_map", _main.LineOf("postscreen_dnsbl_reply_map"), "what it shows instead of a zone is set with publicName of the provider; keys of Spamhaus and Abusix are hidden without it");
        if (_main.Value("postscreen_access_list") is { } access && access is not "permit_mynetworks")
            _plan.Refuse("postscreen_access_list", _main.LineOf("postscreen_access_list"), "its tables are files of their own; import the text of each cidr table");
    }

    private void Add(MainWord word)
    {
        if (word.Text.IndexOf("://", System.StringComparison.Ordinal) >= 0 || word.Text.StartsWith("/", System.StringComparison.Ordinal))
            _plan.Refuse("postscreen_dnsbl_sites", word.Line, "the list stands in a file of its own; put its content here");
        else if (!ZoneWithFilter.TryParse(word.Text, out var site))
            _plan.Refuse("list " + ZoneWords.Shown(site.Zone), word.Line, "its weight is not a whole number");
        else if (site.Weight == 0)
            _plan.Refuse("list " + ZoneWords.Shown(site.Zone), word.Line, "its weight is 0, so it decides nothing");
        else if (site.Weight > 0)
            AddBlock(site, word.Line);
        else
            AddAllow(site, word.Line);
    }

    private void AddBlock(ZoneWithFilter site, int line)
    {
        var draft = site.ToDraft(ProviderKind.Block, line);
        if (site.Weight < _threshold)
            draft.Disable($"weight {Text(site.Weight)} of threshold {Text(_threshold)}: IpBlock refuses on the first match");
        if (_whyLogOnly is not null)
            draft.Disable(_whyLogOnly);
        _plan.Add(draft);
    }

    private void AddAllow(ZoneWithFilter site, int line)
    {
        var draft = site.ToDraft(ProviderKind.Allow, line);
        if (_allowThreshold >= 0 || site.Weight > _allowThreshold)
            draft.Disable($"weight {Text(site.Weight)} only lowers the sum in postscreen: a match at IpBlock's allow provider accepts, whatever block lists say");
        _plan.Add(draft);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
