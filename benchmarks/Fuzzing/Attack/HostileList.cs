using System;
using System.Threading.Tasks;
using IpBlock.Testing.Dns;

namespace IpBlock.Fuzzing.Attack;

/// <summary>A list whose server lies, each second in another way.</summary>
internal sealed class HostileList(ScriptedDnsServer server, int seed)
{
    private static readonly Action<ZoneScript>[] Lies =
    [
        static zone => zone.Silent(), static zone => zone.ServFail(), static zone => zone.Refused(), static zone => zone.EmptyAnswer(), static zone => zone.Delay(1500), static zone => zone.FormErrOnEdns(),
        static zone => zone.Truncated(), static zone => zone.Truncated().ClosesTcp(), static zone => zone.Truncated().Silent(), static zone => zone.Oversize(), static zone => zone.WrongId(),
        static zone => zone.WrongQuestion(), static zone => zone.WrongType(), static zone => zone.WrongSource(), static zone => zone.WrongOwner(), static zone => zone.NotAResponse(),
        static zone => zone.CompressionLoop(), static zone => zone.Garbage(1), static zone => zone.DropFirst(50), static zone => zone.NoSoa(),
    ];

    private readonly Random _random = new(seed);

    public Task LieAsync()
    {
        Lies[_random.Next(Lies.Length)](server.Zone("bad.test").Honest());
        return Task.CompletedTask;
    }
}
