using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using IpBlock.Administration.Comparison;
using IpBlock.Administration.InForce;
using IpBlock.Administration.Logs;
using IpBlock.Providers.Health;
using IpBlock.Reporting.State;
using IpBlock.Service.Commands.Status;
using IpBlock.Service.Terminal;
using IpBlock.Settings;
using Newtonsoft.Json.Linq;

namespace IpBlock.Service.Notify;

/// <summary>The report of a day or a week: what became of the connections, what each list did and how it is, and what needs attention.</summary>
internal sealed class DigestReport
{
    private readonly DateTimeOffset _from;
    private readonly DateTimeOffset _to;
    private readonly IReadOnlyList<string> _attention;
    private readonly IReadOnlyList<ProviderState> _providers;
    private readonly IReadOnlyList<ListStatistics> _lists;
    private readonly long _decisions;
    private readonly long _rejected;
    private readonly long _reported;
    private readonly long _marked;

    /// <summary>Counts the decision log, which may take seconds.</summary>
    /// <param name="settings">The settings in force.</param>
    /// <param name="settingsPath">Where they are.</param>
    /// <param name="from">From when on.</param>
    /// <param name="to">Until when.</param>
    /// <param name="providers">How the providers are.</param>
    /// <param name="attention">What is wrong now.</param>
    /// <exception cref="IOException">The log cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The log may not be read.</exception>
    public DigestReport(
        FilterSettings settings,
        string settingsPath,
        DateTimeOffset from,
        DateTimeOffset to,
        IReadOnlyList<ProviderState> providers,
        IReadOnlyList<string> attention)
    {
        (_from, _to, _providers, _attention) = (from, to, providers, attention);
        var comparison = new ListComparison();
        foreach (var decision in new LogQuery { Since = from, Until = to }.Read(DecisionLogReader.For(settings, settingsPath), comparison))
        {
            _decisions++;
            _rejected += decision.IsRefusal ? 1 : 0;
            _reported += decision.IsReport ? 1 : 0;
            _marked += decision.IsMark ? 1 : 0;
        }

        _lists = comparison.Compare(settings);
    }

    /// <summary>The report as it is sent.</summary>
    public Digest ToDigest(NotifyDigest digest)
    {
        var attention = _attention.Count switch
        {
            0 => "no problems",
            1 => "1 problem",
            var count => $"{Number(count)} problems",
        };
        var title = $"{(digest == NotifyDigest.Weekly ? "Weekly" : "Daily")} report: {Number(_rejected)} of {Number(_decisions)} rejected, {attention}";
        return new Digest(title, Text(), Figures());
    }

    private string Text()
    {
        using var text = new StringWriter { NewLine = "\n" };
        var page = new StatusPage(text);
        page.Line($"From {Times.Local(_from)} to {Times.Local(_to)}");
        page.Line("");
        page.Line(_attention.Count == 0 ? "No problems found." : "Problems:");
        foreach (var one in _attention)
            page.Item("-", one);
        page.Line("");
        page.Row("Decisions", Number(_decisions));
        page.Row("Accepted", $"{Number(_decisions - _rejected)}{Share(_decisions - _rejected)}");
        page.Row("Rejected", $"{Number(_rejected)}{Share(_rejected)}");
        if (_reported > 0)
            page.Row("Only reported", Number(_reported));
        if (_marked > 0)
            page.Row("Marked", Number(_marked));
        if (_lists.Count > 0)
            page.Line("");
        page.Table("Listed clients", ["", "health", "on it", "rejected", "alone", "asked", "late"], _lists.Select(Row));
        return text.ToString();
    }

    private string[] Row(ListStatistics list)
    {
        var (rejects, usage) = (list.Kind == ProviderKind.Block, list.Usage);
        return
        [
            list.Name, HealthOf(list), Number(list.Clients), rejects ? Number(list.Refused) : "", rejects ? Number(list.Alone) : "",
            usage is null ? "" : Number(usage.Asked), usage is null ? "" : Number(usage.Late + usage.Failed),
        ];
    }

    private JObject Figures() => new()
    {
        ["from"] = PointInTime.Format(_from),
        ["to"] = PointInTime.Format(_to),
        ["decisions"] = _decisions,
        ["rejected"] = _rejected,
        ["reported"] = _reported,
        ["marked"] = _marked,
        ["attention"] = new JArray(_attention),
        ["lists"] = new JArray(_lists.Select(list => new JObject
        {
            ["name"] = list.Name,
            ["kind"] = Names.Camel(list.Kind),
            ["health"] = HealthOf(list),
            ["clients"] = list.Clients,
            ["rejected"] = list.Refused,
            ["alone"] = list.Alone,
            ["asked"] = list.Usage?.Asked,
            ["late"] = list.Usage is { } usage ? usage.Late + usage.Failed : null,
        })),
    };

    private string HealthOf(ListStatistics list)
    {
        var states = _providers.Where(one => one.Kind == list.Kind && string.Equals(one.Name, list.Name, StringComparison.OrdinalIgnoreCase));
        return states.MaxBy(static one => one.State) switch
        {
            null => list.IsEnabled ? "not queried" : "off",
            { IsBraked: true } => "braked",
            { State: HealthState.Healthy } => "healthy",
            { } ill => Names.Camel(ill.State),
        };
    }

    private string Share(long part) => _decisions == 0 ? "" : $" ({(100.0 * part / _decisions).ToString("0.0", CultureInfo.InvariantCulture)} %)";

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
