using System;
using System.Threading.Tasks;
using IpBlock.Administration.Providers;
using IpBlock.Dns;
using IpBlock.Filtering;
using IpBlock.Lists;
using IpBlock.Providers.Health;
using IpBlock.RecipientPolicies;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.Administration.Checking;

/// <summary>Asks what would become of clients under settings, with the lists in files as they are now and the health of the providers as it is written down.</summary>
public sealed class AddressCheck : IDisposable
{
    private readonly ListStore _lists;
    private readonly RecipientPolicyStore _policies;
    private readonly ConnectionFilter _filter;
    private readonly MadeUpAnswers? _asListed;

    /// <summary>A check by these settings.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="settingsPath">Where they stand: lists and log are found from there.</param>
    /// <param name="resolver">Asks the providers; remains the caller's.</param>
    /// <param name="clock">The time.</param>
    /// <param name="asListed">What the lists are supposed to say in place of what they do; null to ask them.</param>
    public AddressCheck(FilterSettings settings, string settingsPath, IDnsResolver resolver, Clock clock, MadeUpAnswers? asListed = null)
    {
        _asListed = asListed;
        _lists = ListStore.Load(settings, settingsPath, clock);
        _policies = RecipientPolicyStore.Load(settings, settingsPath, clock);
        IListHealth health = asListed is null ? WrittenHealth.Read(settings, settingsPath) : asListed;
        _filter = new ConnectionFilter(settings, asListed ?? resolver, clock, health: health, lists: _lists, policies: _policies);
    }

    /// <summary>The way of one client through all rules.</summary>
    /// <param name="request">The client.</param>
    /// <param name="recipient">To whom it would write; null for nobody in particular.</param>
    /// <param name="helo">What it calls itself; null when that is not known.</param>
    public async Task<CheckReport> RunAsync(FilterRequest request, string? recipient, string? helo)
    {
        var policy = recipient is null ? -1 : _filter.FindPolicy(recipient);
        var explained = await _filter.ExplainAsync(request, helo, policy).ConfigureAwait(false);
        var policies = await PolicyView.LookAsync(_filter, request, helo, recipient, policy).ConfigureAwait(false);
        return new CheckReport(_filter, _lists.Current, request, explained, recipient, helo, policies) { AsListed = _asListed };
    }

    /// <summary>No longer looks at the files of lists and policies.</summary>
    public void Dispose()
    {
        _lists.Dispose();
        _policies.Dispose();
    }
}
