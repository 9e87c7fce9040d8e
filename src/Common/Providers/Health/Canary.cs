using System;
using System.Threading.Tasks;
using IpBlock.Dns;

namespace IpBlock.Providers.Health;

/// <summary>
/// Asks the name servers for two names that belong to no list: the root, which they know if they work at all, and a name below arpa that nobody has asked for before, which they have to ask others about. That tells
/// name servers that are down, and a line that is, from lists that are silent each for itself.
/// </summary>
internal sealed class Canary(IDnsResolver resolver, Func<double> random)
{
    private const int LabelLength = 16;

    public async Task<CanaryResult> SendAsync()
    {
        var root = resolver.ResolveAsync(new DnsQuestion([0], 1, DnsType.A));
        var fresh = resolver.ResolveAsync(Fresh());
        return new CanaryResult((await root.ConfigureAwait(false)).Status, (await fresh.ConfigureAwait(false)).Status);
    }

    private DnsQuestion Fresh()
    {
        var name = new byte[LabelLength + 7];
        name[0] = LabelLength;
        for (var i = 1; i <= LabelLength; i++)
            name[i] = (byte)('a' + (int)(random() * 25.99));
        byte[] arpa = [4, (byte)'a', (byte)'r', (byte)'p', (byte)'a', 0];
        arpa.CopyTo(name, LabelLength + 1);
        return new DnsQuestion(name, name.Length, DnsType.A);
    }
}

/// <summary>What became of the two names.</summary>
internal readonly record struct CanaryResult(DnsStatus Root, DnsStatus Fresh)
{
    /// <summary>True when the name servers got word from others.</summary>
    public bool IsAnswered => Fresh <= DnsStatus.NoRecords;

    /// <summary>True when the name servers say that they will not answer for such names: they are there, and nothing is known of the line.</summary>
    public bool IsRefused => Fresh == DnsStatus.Refused;

    /// <summary>True when they were not asked, for want of room here.</summary>
    public bool IsUnasked => Root == DnsStatus.Overloaded || Fresh == DnsStatus.Overloaded;

    public bool RootIsKnown => Root <= DnsStatus.NoRecords;
}
