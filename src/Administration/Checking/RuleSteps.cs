using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using IpBlock.Addresses;
using IpBlock.Filtering;
using IpBlock.Lists;
using IpBlock.Settings;

namespace IpBlock.Administration.Checking;

/// <summary>The rules before the providers, in the order in which they are heard, with what the verdict says became of each.</summary>
internal sealed class RuleSteps(FilterSettings settings, ListLookup lists, FilterRequest request, Explanation explained)
{
    private readonly Verdict _cause = explained.Verdict.Cause();

    // A name is looked up only for who would be refused otherwise, so this exception speaks last.
    private readonly bool _byName = explained.Verdict.Exception?.Client.HostName is not null
        || (explained.Verdict is { Rule: VerdictRule.AllowList, List: { } list } && !list.Content.Set.Contains(request.Client));

    public IEnumerable<RuleStep> All()
    {
        yield return Step(VerdictRule.FilterDisabled, "filter enabled", settings.Enabled ? "enabled is true" : "enabled is false: every client is accepted");
        yield return Step(VerdictRule.Bypassed, "bypass by the mail server", "only the mail server could say so; not assumed here");
        yield return Step(VerdictRule.Authenticated, "authenticated", Authenticated(), isUntold: !request.IsAuthenticated);
        yield return Step(VerdictRule.LocalPort, "local port", LocalPort(), isUntold: request.LocalPort == 0);
        yield return Step(VerdictRule.PrivateNetwork, "private network", PrivateNetwork());
        yield return Step(VerdictRule.ClientException, "client exception", ClientException());
        yield return Step(VerdictRule.AllowList, "IP allow list", Entry(VerdictRule.AllowList, settings.AllowList.Count, ListKind.Allow));
        yield return Step(VerdictRule.BlockList, "IP block list", Entry(VerdictRule.BlockList, settings.BlockList.Count, ListKind.Block));
    }

    private VerdictRule Decider => _cause.Rule;

    private RuleStep Step(VerdictRule rule, string title, string detail, bool isUntold = false)
    {
        if (rule == Decider)
            return new RuleStep(rule, title, explained.Verdict.Reported is null ? StepResult.Decided : StepResult.Reported, detail);
        var isReached = _byName || Decider == VerdictRule.None || rule < Decider;
        // With an exception by name and without a provider asked, it was the local block list that would have refused.
        if (_byName && rule == VerdictRule.BlockList && explained.Providers.Count == 0)
            return new RuleStep(rule, title, StepResult.Overruled, "an entry holds the client; the exception speaks for it");
        return new RuleStep(rule, title, isReached ? StepResult.Passed : StepResult.NotReached, isReached ? detail : "") { IsUntold = isReached && isUntold };
    }

    private string Authenticated()
    {
        if (!request.IsAuthenticated)
            return "the client has not logged in";
        return settings.Exceptions.ExemptAuthenticated ? "the client has logged in" : "the client has logged in, but exceptions.exemptAuthenticated is false";
    }

    private string LocalPort()
    {
        if (request.LocalPort == 0)
            return "not given";
        var port = request.LocalPort.ToString(CultureInfo.InvariantCulture);
        return Decider == VerdictRule.LocalPort ? $"port {port} is exempt" : $"port {port} is none of exceptions.exemptLocalPorts: {string.Join(", ", settings.Exceptions.ExemptLocalPorts)}";
    }

    private string PrivateNetwork()
    {
        if (Decider == VerdictRule.PrivateNetwork)
            return $"{PrivateNetworks.Find(explained.Verdict.Client)} (exceptions.exemptPrivateNetworks)";
        return settings.Exceptions.ExemptPrivateNetworks ? "a public address" : "exceptions.exemptPrivateNetworks is false";
    }

    private string ClientException()
    {
        if (_cause.Exception is not { } exception)
            return Covers(settings.Exceptions.Clients.Count, "exception");
        return exception.Client + (_byName ? ", the client's verified host name" : "") + Remark(exception.Comment);
    }

    private string Entry(VerdictRule rule, int count, ListKind kind)
    {
        if (Decider == rule && _cause.Entry is { } entry)
            return entry.Address + Remark(entry.Comment);
        if (Decider == rule && _cause.List is { } list)
            return $"list {list.Settings.Name} ({list.Source}): {RangeIn(list)}";
        var others = lists.All.Count(one => one.Settings.Kind == kind);
        return Covers(count, "entry") + (others == 0 ? "" : $"; none of {others.ToString(CultureInfo.InvariantCulture)} lists in files holds it");
    }

    private string RangeIn(LoadedList list) => list.Content.Set.FirstOverlap(AddressRange.Of(request.Client))?.Range.ToString() ?? "the client's verified host name";

    private static string Covers(int count, string what) => count == 0 ? $"there is no {what}" : $"no {what} covers the client ({count.ToString(CultureInfo.InvariantCulture)} in all)";

    private static string Remark(string? comment) => string.IsNullOrEmpty(comment) ? "" : $": {comment}";
}
