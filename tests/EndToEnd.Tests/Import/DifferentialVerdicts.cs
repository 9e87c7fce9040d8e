using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using IpBlock.Addresses;
using IpBlock.Administration.Import;
using IpBlock.Dns;
using IpBlock.Filtering;
using IpBlock.Settings;
using IpBlock.Time;
using Newtonsoft.Json.Linq;
using Xunit;

namespace IpBlock.EndToEnd.Import;

/// <summary>What IpBlock does to clients by settings that were imported.</summary>
internal static class DifferentialVerdicts
{
    /// <summary>For each question whether the client is refused.</summary>
    public static async Task<IReadOnlyList<bool>> AskAsync(
        ImportPlan plan, IPEndPoint lists, IReadOnlyList<Listing> known, IReadOnlyList<DifferentialQuestion> questions)
    {
        // The lists are on this machine: what is late is late because the machine is busy.
        var settings = JObject.Parse(plan.ToSettingsJson());
        settings["lookupTimeout"] = "10s";
        settings["totalTimeout"] = "20s";
        var load = SettingsFile.Parse(settings.ToString(), "imported.json");
        Assert.Empty(load.Errors.Select(error => error.ToString()));
        AssertKnown(load.Settings!, known);
        using var resolver = new StubResolver(new DnsOptions { Servers = [lists], Timeout = TimeSpan.FromSeconds(10) }, Clock.System);
        var filter = new ConnectionFilter(load.Settings!, resolver, Clock.System);
        var refused = new bool[questions.Count];
        for (var i = 0; i < refused.Length; i++)
            refused[i] = await IsRefusedAsync(filter, questions[i]);
        return refused;
    }

    // What the mail server asks in vain, such as the name of a macro, must not be asked at all.
    private static void AssertKnown(FilterSettings settings, IReadOnlyList<Listing> known)
    {
        var zones = known.Select(listing => listing.Zone).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var enabled = settings.BlockProviders.Concat(settings.AllowProviders).Where(provider => provider.Enabled);
        Assert.All(enabled, provider => Assert.Contains(provider.LookupDomain.Reveal(), zones));
    }

    private static async Task<bool> IsRefusedAsync(ConnectionFilter filter, DifferentialQuestion question)
    {
        Assert.True(Address.TryParse(question.Client, out var client));
        var verdict = await filter.EvaluateAsync(new FilterRequest(client));
        var silent = string.Join(", ", verdict.Missing.Select(answer => answer.Provider.Name));
        Assert.False(verdict.IsPartial, $"{question.Client}: {silent} did not answer, so that nothing can be compared");
        return verdict.Action != VerdictAction.Accept && filter.FindRecipientException(question.Envelope.Recipient) is null;
    }
}
