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
    private readonly IDnsResolver _resolver;
    private readonly Clock _clock;

    /// <summary>Tests over this resolver.</summary>
    public ProviderTest(IDnsResolver resolver, Clock clock)
    {
        _resolver = resolver ?? throw new ArgumentNullException(nameof(resolver));
        _clock = clock ?? throw new ArgumentNullException(nameof(clock));
    }

    /// <summary>What the list says of one address, or its test points when none is given.</summary>
    public async Task<IReadOnlyList<ProviderTestPoint>> RunAsync(Provider provider, Address? client) =>
        client is { } address ? [await AskAsync(provider, address).ConfigureAwait(false)] : await RunAsync(provider).ConfigureAwait(false);

    /// <summary>The test points of RFC 5782 §5 for the address families that the provider is asked about; two or four results.</summary>
    public async Task<IReadOnlyList<ProviderTestPoint>> RunAsync(Provider provider)
    {
        var (listed, unlisted) = (Address.FromIPv4(TestQuestion.Listed), Address.FromIPv4(TestQuestion.Unlisted));
        var asked = new List<Task<ProviderTestPoint>>();
        if (provider.Settings.IPv4)
        {
            asked.Add(AskAsync(provider, listed, false, "127.0.0.2", true));
            asked.Add(AskAsync(provider, unlisted, false, "127.0.0.1", false));
        }

        if (provider.Settings.IPv6)
        {
            asked.Add(AskAsync(provider, listed, true, "::FFFF:7F00:2", true));
            asked.Add(AskAsync(provider, unlisted, true, "::FFFF:7F00:1", false));
        }

        return await Task.WhenAll(asked).ConfigureAwait(false);
    }

    /// <summary>What the list says of one address, whether or not the provider is asked about its family.</summary>
    public Task<ProviderTestPoint> AskAsync(Provider provider, Address client) => AskAsync(provider, client, !client.IsIPv4, client.ToString(), null);

    private async Task<ProviderTestPoint> AskAsync(Provider provider, Address client, bool asIPv6, string shown, bool? mustBeListed)
    {
        var question = new TestQuestion(provider, client, asIPv6);
        var started = _clock.Elapsed;
        var answer = await question.AskAsync(_resolver).ConfigureAwait(false);
        var took = _clock.Elapsed - started;
        var words = answer.Codes.Count > 0 ? await question.WordsAsync(_resolver).ConfigureAwait(false) : DnsAnswer.Without(DnsStatus.NoRecords);
        return new ProviderTestPoint(shown, mustBeListed, question.Name, answer) { Took = took, Reason = new ListReason(provider.Settings.LookupDomain).Of(words) };
    }
}
