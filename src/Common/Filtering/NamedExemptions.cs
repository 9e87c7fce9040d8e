using System.Threading.Tasks;
using IpBlock.Addresses;
using IpBlock.Dns;
using IpBlock.Exceptions;
using IpBlock.Lists;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.Filtering;

/// <summary>
/// Exceptions and allow lists that name hosts. Who is to be served is served at once; who is to be refused can wait until it is known that no verified name speaks for it.
/// </summary>
internal sealed class NamedExemptions(FilterSettings settings, IDnsResolver resolver, ListStore lists, VerifiedNames names, Clock clock)
{
    private readonly HostNameExceptions _exceptions = new(settings.Exceptions.Clients, resolver);

    /// <summary>True when there are any, so that the name of a client that is to be refused is worth looking up.</summary>
    public bool Any => _exceptions.Any || lists.Current.HasAllowedNames;

    /// <summary>What speaks for the client: a <see cref="ClientException"/> or a <see cref="LoadedList"/>; null when nothing does.</summary>
    public async Task<object?> FindAsync(Address client, Deadline deadline)
    {
        if (!Any)
            return null;
        var verified = await deadline.WithinAsync(names.FindAsync(client), []).ConfigureAwait(false);
        return (object?)_exceptions.Find(verified, clock.UtcNow) ?? lists.Current.FindAllowing(verified, clock.UtcNow);
    }

    /// <summary>The rule to which it belongs.</summary>
    public static VerdictRule RuleOf(object found) => found is ClientException ? VerdictRule.ClientException : VerdictRule.AllowList;
}
