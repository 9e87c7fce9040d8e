using System.Collections.Generic;

namespace IpBlock.Administration.Import.Postfix;

/// <summary>When postscreen goes by its lists at all (postscreen(8)).</summary>
internal sealed class PostscreenRules
{
    private readonly MainFile _main;
    private readonly PlanBuilder _plan;
    private readonly AccessTables _tables;
    private readonly string? _whyNetworksUnknown;
    private readonly List<string> _whyOff = [];

    public PostscreenRules(MainFile main, PlanBuilder plan, AccessTables tables, string? whyNetworksUnknown)
    {
        _main = main;
        _plan = plan;
        _tables = tables;
        _whyNetworksUnknown = whyNetworksUnknown;
        IsSoft = main.IsYes("soft_bounce");
        Threshold = main.Has("postscreen_dnsbl_threshold") ? main.Number("postscreen_dnsbl_threshold") : 1;
        if (Threshold is null or < 1)
        {
            Threshold = null;
            _whyOff.Add("postscreen_dnsbl_threshold is not a positive number, so the required weight is not known");
        }

        if (WhyLogOnly("postscreen_dnsbl_action") is { } logsOnly)
            _whyOff.Add(logsOnly);
    }

    /// <summary>The sum from which on a client is refused; null when it cannot be known.</summary>
    public int? Threshold { get; }

    /// <summary>The sum down to which a client passes all tests of postscreen; null when there is none.</summary>
    public int? AllowThreshold => (_main.Number("postscreen_dnsbl_allowlist_threshold") ?? _main.Number("postscreen_dnsbl_whitelist_threshold")) is < 0 and var threshold ? threshold : null;

    public bool IsSoft { get; }

    /// <summary>Why no list of postscreen may refuse anybody; empty when they may.</summary>
    public IReadOnlyList<string> WhyOff => _whyOff;

    /// <summary>postscreen_access_list: who is permitted there is not asked about any more.</summary>
    public void ReadAccessList()
    {
        if (!_main.Has("postscreen_access_list"))
        {
            AddWhyOff(_whyNetworksUnknown);
            return;
        }

        string? spared = null;
        foreach (var word in _main.Words("postscreen_access_list"))
        {
            if (word.IsNothing)
                continue;
            switch (word.Text.ToLowerInvariant())
            {
                case "permit_mynetworks":
                    spared ??= _whyNetworksUnknown;
                    break;
                case "permit":
                    AddWhyOff("postscreen_access_list permits all clients before postscreen queries a list");
                    return;
                case "reject" or "dunno":
                    break;
                default:
                    spared = ReadTable(word, spared) ?? spared;
                    break;
            }
        }

        AddWhyOff(spared);
    }

    private string? ReadTable(MainWord word, string? spared)
    {
        if (_tables.IsReadable(word))
            return _tables.ReadClients(word, new AccessUse { Table = word.Text, IsPostscreen = true, WhyNoRejects = spared ?? WhyNoRejects() });
        _plan.Refuse("postscreen_access_list " + word.Text, word.Line, "its tables are separate files; import the text of each cidr table");
        return _tables.UnknownOrHarmless(word);
    }

    private string? WhyNoRejects()
    {
        if (IsSoft)
            return "Postfix deferred the client, and list entries reject permanently";
        return WhyLogOnly("postscreen_denylist_action") is { } why && WhyLogOnly("postscreen_blacklist_action") is not null ? why : null;
    }

    private void AddWhyOff(string? why)
    {
        if (why is not null)
            _whyOff.Add(why);
    }

    private string? WhyLogOnly(string parameter) => _main.Value(parameter)?.ToLowerInvariant() switch
    {
        null => parameter + " is not set here, and without it postscreen only logs",
        "enforce" or "drop" => null,
        _ => parameter + " is neither enforce nor drop, so postscreen only logs",
    };
}
