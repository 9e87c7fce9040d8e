using System;
using System.Collections.Generic;
using IpBlock.Addresses;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.Providers.Braking;

/// <summary>
/// Looks at what the block lists say of clients in good standing, and pulls the brake of one that begins to list them. What share of all clients a list refuses says little: a botnet's wave
/// raises it from a third to nearly all within minutes, and then the list is at its most useful.
/// </summary>
internal sealed class SuddenListing(Clock clock, Action<Provider, BrakeMove> moved, ulong seed)
{
    // Who adds a list has it list clients at once that were in good standing until now. A week, and those have lost it.
    private static readonly TimeSpan WarmUp = TimeSpan.FromDays(7);
    private static readonly DateTime Epoch = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly RecentClients _recent = new();
    private volatile ISharedStanding? _shared;

    /// <summary>Who is in good standing.</summary>
    public Regulars Regulars { get; } = new();

    /// <summary>What others know of clients; null where nobody else is heard.</summary>
    public ISharedStanding? Shared
    {
        get => _shared;
        set => _shared = value;
    }

    /// <summary>What the keys of clients are mixed with.</summary>
    public ulong Seed => seed;

    /// <summary>All answers about a client that were fetched for one verdict. Costs nothing worth mentioning beside the lookups.</summary>
    /// <param name="client">About whom.</param>
    /// <param name="providers">The providers of the filter.</param>
    /// <param name="outcomes">What each came to, at the same places; null for one that was not asked.</param>
    public void Saw(Address client, Provider[] providers, ProviderOutcome?[] outcomes)
    {
        var key = ClientKey.Of(client, seed);
        if (!_recent.Add(key, clock.Elapsed))
            return;
        var day = Today;
        var listings = CountListings(outcomes, providers, out var heard);
        var (isRegular, shared) = (Regulars.IsRegular(key, day), _shared);
        if (isRegular || shared?.IsVouchedFor(client) == true)
        {
            var again = Regulars.WasHere(key, day);
            for (var i = 0; i < providers.Length; i++)
            {
                if (IsWatched(providers[i]) && outcomes[i] is { } outcome && outcome <= ProviderOutcome.Matched)
                    Weigh(providers[i], client, key, outcome == ProviderOutcome.Matched, listings, again);
            }
        }

        foreach (var provider in providers)
        {
            if (provider.Health.IsBraked)
                Reinstate(provider.Health.Braking, day);
        }

        if (IsRefused(providers, outcomes))
            Regulars.Forget(key);
        else if (heard)
            Regulars.Note(key, day);
        Tell(shared, client, isRegular, heard, listings);
    }

    /// <summary>A client that the site has refused by a rule of its own (IP block list, reverse name, HELO): whatever the lists let pass, its mail is not accepted here.</summary>
    public void Refused(Address client)
    {
        var key = ClientKey.Of(client, seed);
        if (_shared is { } shared && Regulars.IsRegular(key, Today))
            shared.Withdraw(client);
        Regulars.Forget(key);
    }

    private int Today => (int)(clock.UtcNow.UtcDateTime - Epoch).TotalDays;

    // What one list alone says may be the list's fault, and is no reason to take one's word back. That no list has answered says nothing of the client.
    private static void Tell(ISharedStanding? shared, Address client, bool isRegular, bool heard, int listings)
    {
        if (!isRegular)
            return;
        if (heard && listings == 0)
            shared?.Vouch(client);
        else if (listings > 1)
            shared?.Withdraw(client);
    }

    private static int CountListings(ProviderOutcome?[] outcomes, Provider[] providers, out bool heard)
    {
        var listings = 0;
        heard = false;
        for (var i = 0; i < providers.Length; i++)
        {
            heard |= outcomes[i] <= ProviderOutcome.Matched;
            listings += outcomes[i] == ProviderOutcome.Matched && providers[i].Kind == ProviderKind.Block ? 1 : 0;
        }

        return listings;
    }

    // Whom a list has refused that is not believed any more has lost nothing by it.
    private void Reinstate(ListBrake brake, int day)
    {
        foreach (var key in brake.TakeWronged())
            Regulars.Reinstate(key, day);
    }

    private static bool IsRefused(Provider[] providers, ProviderOutcome?[] outcomes)
    {
        for (var i = 0; i < providers.Length; i++)
        {
            if (outcomes[i] == ProviderOutcome.Matched && providers[i].Kind == ProviderKind.Block && providers[i].Enforces)
                return true;
        }

        return false;
    }

    private bool IsWatched(Provider provider) =>
        provider.Kind == ProviderKind.Block && provider.Settings.Mode == FilterMode.Enforce && provider.Settings.Brake != BrakeMode.Never
        && IsWarm(provider);

    private bool IsWarm(Provider provider)
    {
        var (since, now) = (provider.Health.InUseSince, clock.UtcNow);
        // Written down by a clock that ran ahead and has been set right since: the week begins anew, and not when that day comes.
        if (since > now)
            provider.Health.InUseSince = since = now;
        return since != default && now - since >= WarmUp;
    }

    private void Weigh(Provider provider, Address client, ulong key, bool listed, int listings, bool again)
    {
        var brake = provider.Health.Braking;
        var move = brake.Saw(client, key, ClientKey.NetworkOf(client, seed), listed, confirmed: listings > 1, again, clock.Elapsed);
        if (move != BrakeMove.None)
            moved(provider, move);
    }
}
