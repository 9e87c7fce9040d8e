using System;
using IpBlock.Addresses;
using IpBlock.Administration.Checking;
using IpBlock.Dns;
using IpBlock.Filtering;
using IpBlock.Providers;
using IpBlock.Settings;

namespace IpBlock.Administration.Providers;

/// <summary>The reply that a client on a list would get, made by the engine itself for a client that does not exist.</summary>
public static class ReplyPreview
{
    /// <summary>The client of the preview (RFC 5737).</summary>
    public const string SampleClient = "192.0.2.1";

    /// <summary>What stands for the list's own words, which only the list knows.</summary>
    public const string SampleReason = "(the reason that the list gives)";

    private const uint FirstCode = 0x7F000002;
    private const uint LastCode = 0x7F0000FF;

    /// <summary>The reply.</summary>
    /// <param name="provider">A provider as the settings have it, or would have it.</param>
    /// <param name="score">The sum of scores that the reply may show; empty where scores are not added.</param>
    public static SmtpReply Of(ProviderSettings provider, string score = "")
    {
        var asked = new Provider(provider ?? throw new ArgumentNullException(nameof(provider)), ProviderKind.Block, 1);
        _ = Address.TryParse(SampleClient, out var client);
        var answer = asked.Judge(DnsAnswer.WithAddresses(CodeOf(asked)));
        var reply = new RejectionReply(asked);
        return reply.For(client, answer, reply.ShowsReason ? SampleReason : "", score);
    }

    // Among the codes that lists use most, and no further: it is asked at each key that is typed.
    private static uint CodeOf(Provider provider) => MatchingCode.Search(provider, FirstCode, LastCode) ?? FirstCode;
}
