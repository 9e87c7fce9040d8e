using System.Collections.Generic;
using IpBlock.Addresses;
using IpBlock.Dns;
using IpBlock.Exceptions;
using IpBlock.Filtering.Rules;
using IpBlock.Lists;
using IpBlock.Settings;

namespace IpBlock.Filtering;

/// <summary>
/// What all measures of one state of the settings have in common: the rules that look at the connection alone, and whom the rule about reverse names does not concern. Made once,
/// for entries and exceptions can be many, and so can policies.
/// </summary>
internal sealed class CommonRules
{
    /// <param name="settings">Validated.</param>
    /// <param name="lists">The lists in files.</param>
    /// <param name="names">Verifies the clients' host names.</param>
    /// <param name="resolver">Asked for the names of exceptions.</param>
    public CommonRules(FilterSettings settings, ListStore lists, VerifiedNames names, IDnsResolver resolver)
    {
        var exceptions = settings.Exceptions;
        var ports = new HashSet<int>(exceptions.ExemptLocalPorts);
        OfConnection =
        [
            new ConnectionRule(VerdictRule.FilterDisabled, _ => !settings.Enabled),
            new ConnectionRule(VerdictRule.Bypassed, static request => request.IsBypassed),
            new ConnectionRule(VerdictRule.Authenticated, request => request.IsAuthenticated && exceptions.ExemptAuthenticated),
            new ConnectionRule(VerdictRule.LocalPort, request => request.LocalPort != 0 && ports.Contains(request.LocalPort)),
            new ConnectionRule(VerdictRule.PrivateNetwork, request => exceptions.ExemptPrivateNetworks && PrivateNetworks.Contains(request.Client)),
            new ClientExceptionRule(settings),
            new AllowListRule(settings, lists),
            new BlockListRule(settings, lists, names),
        ];
        DynamicHostExceptions = new RuleExceptions(settings.DynamicHosts.Exceptions, resolver, settings.Nat64Prefix);
    }

    /// <summary>In the order in which they are heard, in front of all others; so each has the same place in every chain.</summary>
    public IReadOnlyList<Rule> OfConnection { get; }

    /// <summary>The clients that the rule about reverse names does not refuse.</summary>
    public RuleExceptions DynamicHostExceptions { get; }
}
