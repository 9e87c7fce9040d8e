using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using IpBlock.Addresses;
using IpBlock.Dns;
using IpBlock.Providers;
using IpBlock.Time;

namespace IpBlock.Administration.Providers;

/// <summary>Tries out a list: whether it is alive, answers us, and lists what every list must list and nothing that none may.</summary>
public sealed class ProviderTest
{
    // RFC 5782 §5: 127.0.0.2 must be listed, 127.0.0.1 must not; for IPv6 the same two, mapped.
    private const uint Listed = 0x7F000002;
    private const uint Unlisted = 0x7F000001;

    private readonly IDnsResolver _resolver;
    private readonly Clock _clock;

    /// <summary>Tests over this resolver.</summary>
    public ProviderTest(IDnsResolver resolver, Clock clock)
    {
        _resolver = resolver ?? throw new ArgumentNullException(nameof(resolver));
        _clock = clock ?? throw new ArgumentNullException(nameof(clock));
    }

    /// <summary>The test points of RFC 5782 §5 for the address families that the provider is asked about; two or four results.</summary>
    public async Task<IReadOnlyList<ProviderTestPoint>> RunAsync(Provider provider)
    {
        var asked = new List<Task<ProviderTestPoint>>();
        if (provider.Settings.IPv4)
        {
            asked.Add(AskAsync(provider, Address.FromIPv4(Listed), false, "127.0.0.2", true));
            asked.Add(AskAsync(provider, Address.FromIPv4(Unlisted), false, "127.0.0.1", false));
        }

        if (provider.Settings.IPv6)
        {
            asked.Add(AskAsync(provider, Address.FromIPv4(Listed), true, "::FFFF:7F00:2", true));
            asked.Add(AskAsync(provider, Address.FromIPv4(Unlisted), true, "::FFFF:7F00:1", false));
        }

        return await Task.WhenAll(asked).ConfigureAwait(false);
    }

    /// <summary>What the list says of one address, whether or not the provider is asked about its family.</summary>
    public Task<ProviderTestPoint> AskAsync(Provider provider, Address client) => AskAsync(provider, client, !client.IsIPv4, client.ToString(), null);

    private async Task<ProviderTestPoint> AskAsync(Provider provider, Address client, bool asIPv6, string shown, bool? mustBeListed)
    {
        var name = new byte[DnsQuestion.MaxNameLength];
        var length = asIPv6 ? ReversedName.WriteAsIPv6(client, name, 0) : ReversedName.Write(client, name, 0);
        var question = ReversedName.Text(name, length) + provider.Settings.LookupDomain.PublicName;
        var started = _clock.Elapsed;
        var answer = provider.Judge(await _resolver.ResolveAsync(provider.Question(length, DnsType.A, name)).ConfigureAwait(false));
        var took = _clock.Elapsed - started;
        var words = answer.Codes.Count > 0
            ? await _resolver.ResolveAsync(provider.Question(length, DnsType.Txt, name)).ConfigureAwait(false)
            : DnsAnswer.Without(DnsStatus.NoRecords);
        return new ProviderTestPoint(shown, mustBeListed, question, answer) { Took = took, Reason = new ListReason(provider.Settings.LookupDomain).Of(words) };
    }
}
