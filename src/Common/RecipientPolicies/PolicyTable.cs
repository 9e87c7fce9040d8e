using System;
using System.Collections.Generic;
using IpBlock.Settings;

namespace IpBlock.RecipientPolicies;

/// <summary>Which policy names a recipient: the first in the order of the settings. However many recipients there are, a look takes the same time.</summary>
internal sealed class PolicyTable
{
    private readonly Dictionary<string, int> _first = new(StringComparer.Ordinal);
    private readonly string _delimiters;

    /// <param name="settings">Their policies and the delimiters of recipients' extensions.</param>
    /// <param name="files">What the policies' files say, in the order of the policies; null where there is none.</param>
    public PolicyTable(FilterSettings settings, IReadOnlyList<IReadOnlyList<RecipientPattern>?> files)
    {
        Policies = settings.RecipientPolicies;
        _delimiters = settings.Exceptions.RecipientDelimiter;
        for (var i = 0; i < Policies.Count; i++)
        {
            if (!Policies[i].Enabled)
                continue;
            Add(Policies[i].Recipients, i);
            Add(files[i] ?? [], i);
        }
    }

    /// <summary>The policies that it was made of.</summary>
    public IReadOnlyList<RecipientPolicySettings> Policies { get; }

    /// <summary>The place of the first policy that names the recipient; -1 when none does.</summary>
    /// <param name="recipient">An address in any spelling.</param>
    public int Find(string recipient)
    {
        if (_first.Count == 0)
            return -1;
        var address = RecipientAddress.Of(recipient);
        var found = Math.Min(PlaceOf(address.Local, address.Domain), PlaceOf(RecipientPattern.Every, address.Domain));
        found = Math.Min(found, PlaceOf(address.Local, RecipientPattern.Every));
        var mailbox = address.Mailbox(_delimiters);
        if (!string.Equals(mailbox, address.Local, StringComparison.Ordinal))
            found = Math.Min(found, Math.Min(PlaceOf(mailbox, address.Domain), PlaceOf(mailbox, RecipientPattern.Every)));
        return found == int.MaxValue ? -1 : found;
    }

    private int PlaceOf(string local, string domain) => _first.TryGetValue(local + "@" + domain, out var place) ? place : int.MaxValue;

    private void Add(IReadOnlyList<RecipientPattern> recipients, int place)
    {
        foreach (var recipient in recipients)
        {
            var key = recipient.Local + "@" + recipient.Domain;
            if (!_first.ContainsKey(key))
                _first.Add(key, place);
        }
    }
}
