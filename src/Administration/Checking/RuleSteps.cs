using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using IpBlock.Addresses;
using IpBlock.Filtering;
using IpBlock.Lists;
using IpBlock.Settings;

namespace IpBlock.Administration.Checking;

/// <summary>The rules before the providers, in the order in which they are heard: what the walk says became of each, and why.</summary>
internal sealed class RuleSteps(FilterSettings settings, ListLookup lists, FilterRequest request, Explanation explained)
{
    public IEnumerable<RuleStep> All()
    {
        foreach (var step in explained.Steps)
        {
            if (TitleOf(step.Rule) is { } title)
                yield return new RuleStep(step.Rule, title, step.Result, step.Result == StepResult.NotReached ? "" : DetailOf(step)) { IsUntold = IsUntold(step) };
        }
    }

    private static string? TitleOf(VerdictRule rule) => rule switch
    {
        VerdictRule.FilterDisabled => "filter enabled",
        VerdictRule.Bypassed => "exempted by the mail server",
        VerdictRule.Authenticated => "authenticated",
        VerdictRule.LocalPort => "local port",
        VerdictRule.PrivateNetwork => "private network",
        VerdictRule.ClientException => "client exception",
        VerdictRule.AllowList => "IP Allow list",
        VerdictRule.BlockList => "IP Block list",
        _ => null,
    };

    private string DetailOf(Step step) => step.Rule switch
    {
        VerdictRule.FilterDisabled => settings.Enabled ? "enabled is true" : "enabled is false: every client is accepted",
        VerdictRule.Bypassed => "only the mail server knows this; this check assumes that it does not apply",
        VerdictRule.Authenticated => Authenticated(),
        VerdictRule.LocalPort => LocalPort(step),
        VerdictRule.PrivateNetwork => PrivateNetwork(step),
        VerdictRule.ClientException => ClientException(step),
        VerdictRule.AllowList => Entry(step, settings.AllowList.Count, ListKind.Allow),
        _ => Entry(step, settings.BlockList.Count, ListKind.Block),
    };

    private bool IsUntold(Step step) => step.Result == StepResult.Passed
        && ((step.Rule == VerdictRule.Authenticated && !request.IsAuthenticated) || (step.Rule == VerdictRule.LocalPort && request.LocalPort == 0));

    private string Authenticated()
    {
        if (!request.IsAuthenticated)
            return "the client is not authenticated";
        return settings.Exceptions.ExemptAuthenticated ? "the client is authenticated" : "the client is authenticated, but exceptions.exemptAuthenticated is false";
    }

    private string LocalPort(Step step)
    {
        if (request.LocalPort == 0)
            return "not given";
        var port = request.LocalPort.ToString(CultureInfo.InvariantCulture);
        return step.Result == StepResult.Decided ? $"port {port} is exempt" : $"port {port} is not in exceptions.exemptLocalPorts: {string.Join(", ", settings.Exceptions.ExemptLocalPorts)}";
    }

    private string PrivateNetwork(Step step)
    {
        if (step.Result == StepResult.Decided)
            return $"{PrivateNetworks.Find(explained.Verdict.Client)} (exceptions.exemptPrivateNetworks)";
        return settings.Exceptions.ExemptPrivateNetworks ? "a public address" : "exceptions.exemptPrivateNetworks is false";
    }

    private string ClientException(Step step)
    {
        if (step.Exception is not { } exception)
            return Covers(settings.Exceptions.Clients.Count, "exception");
        return exception.Client + (exception.Client.HostName is null ? "" : ", the client's verified host name") + Remark(exception.Comment);
    }

    private string Entry(Step step, int count, ListKind kind)
    {
        if (step.Result == StepResult.Overruled)
            return "an entry contains the client, but the client is exempt";
        if (step.Entry is { } entry)
            return entry.Address + Remark(entry.Comment);
        if (step.List is { } list)
            return $"list {list.Settings.Name} ({list.Source}): {RangeIn(list)}";
        var others = lists.All.Count(one => one.Settings.Kind == kind);
        return Covers(count, "entry") + (others == 0 ? "" : others == 1 ? "; the list in a file does not contain it" : $"; none of the {others.ToString(CultureInfo.InvariantCulture)} lists in files contains it");
    }

    private string RangeIn(LoadedList list) => list.Content.Set.FirstOverlap(AddressRange.Of(request.Client))?.Range.ToString() ?? "the client's verified host name";

    private static string Covers(int count, string what) => count == 0 ? $"there is no {what}" : $"no {what} contains the client ({count.ToString(CultureInfo.InvariantCulture)} in all)";

    private static string Remark(string? comment) => string.IsNullOrEmpty(comment) ? "" : $": {comment}";
}
