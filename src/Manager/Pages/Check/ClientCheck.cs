using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Addresses;
using IpBlock.Administration.Checking;
using IpBlock.Administration.InForce;
using IpBlock.Dns;
using IpBlock.Filtering;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.Manager.Pages.Check;

/// <summary>What is to be checked, and what came of it.</summary>
public sealed record ClientCheck
{
    /// <summary>The client.</summary>
    public required Address Client { get; init; }

    /// <summary>To whom it would write; null for nobody in particular.</summary>
    public string? Recipient { get; init; }

    /// <summary>What it calls itself; null when that is not known.</summary>
    public string? Helo { get; init; }

    /// <summary>The port of this server that it comes to; 0 when that is not known.</summary>
    public int Port { get; init; }

    /// <summary>True as if it had signed in.</summary>
    public bool IsAuthenticated { get; init; }

    /// <summary>Asks the lists.</summary>
    /// <param name="settings">By these settings.</param>
    /// <param name="path">Where they stand, or would.</param>
    /// <param name="clock">The time.</param>
    public async Task<CheckReport> RunAsync(FilterSettings settings, string path, Clock clock)
    {
        using var resolver = new StubResolver(FilterEngine.OptionsFor(settings), clock);
        using var check = new AddressCheck(settings, path, resolver, clock);
        return await check.RunAsync(new FilterRequest(Client) { LocalPort = Port, IsAuthenticated = IsAuthenticated }, Recipient, Helo);
    }

    /// <summary>In what the processes do otherwise than the settings file says.</summary>
    public static IReadOnlyList<string> Differences(FilterSettings settings, string path, Clock clock) =>
        [.. InForceView.Read(path, settings, clock).Differences()];
}
