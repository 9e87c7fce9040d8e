using System;
using System.Collections.Immutable;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Testing.Dns.Wire;

namespace IpBlock.Testing.Dns;

/// <summary>
/// How a name or a zone behaves, apart from the records it has. Immutable, so that a test can change it while queries come in; what is
/// null is not said, and for a name then holds what its zone says.
/// </summary>
internal sealed record Play
{
    public static readonly Play Unsaid = new();

    public ResponseCode? Code { get; init; }
    public bool? Empty { get; init; }
    public bool? Silent { get; init; }
    public TimeSpan? Delay { get; init; }
    public Task? Gate { get; init; }
    public Countdown? Drop { get; init; }
    public bool? Truncated { get; init; }
    public int? Oversize { get; init; }
    public bool? FormErrOnEdns { get; init; }
    public bool? ClosesTcp { get; init; }
    public bool? SilentOnTcp { get; init; }
    public ImmutableArray<Lie>? Lies { get; init; }
    public TimeSpan? TruthAfter { get; init; }
    public uint? Ttl { get; init; }
    public uint? SoaMinimum { get; init; }
    public uint? SoaTtl { get; init; }
    public bool? NoSoa { get; init; }
    public Quirk? Quirk { get; init; }

    public Play Over(Play zone) => this == Unsaid ? zone : new Play
    {
        Code = Code ?? zone.Code,
        Empty = Empty ?? zone.Empty,
        Silent = Silent ?? zone.Silent,
        Delay = Delay ?? zone.Delay,
        Gate = Gate ?? zone.Gate,
        Drop = Drop ?? zone.Drop,
        Truncated = Truncated ?? zone.Truncated,
        Oversize = Oversize ?? zone.Oversize,
        FormErrOnEdns = FormErrOnEdns ?? zone.FormErrOnEdns,
        ClosesTcp = ClosesTcp ?? zone.ClosesTcp,
        SilentOnTcp = SilentOnTcp ?? zone.SilentOnTcp,
        Lies = Lies ?? zone.Lies,
        TruthAfter = TruthAfter ?? zone.TruthAfter,
        Ttl = Ttl ?? zone.Ttl,
        SoaMinimum = SoaMinimum ?? zone.SoaMinimum,
        SoaTtl = SoaTtl ?? zone.SoaTtl,
        NoSoa = NoSoa ?? zone.NoSoa,
        Quirk = Quirk ?? zone.Quirk,
    };
}

/// <summary>How many more packets get lost.</summary>
internal sealed class Countdown(int left)
{
    private int _left = left;

    public bool Takes() => Interlocked.Decrement(ref _left) >= 0;
}
