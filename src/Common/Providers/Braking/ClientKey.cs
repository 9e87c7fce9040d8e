using IpBlock.Addresses;

namespace IpBlock.Providers.Braking;

/// <summary>A client as a number: an IPv4 address, or the /64 of IPv6, which is one customer's however many addresses he uses. Seeded, so that no stranger can choose his number.</summary>
internal static class ClientKey
{
    public static ulong Of(Address client, ulong seed) => client.IsIPv4 ? Mix(seed ^ client.IPv4) : Mix(Mix(seed) ^ client.High);

    /// <summary>The /24 or /48 around the client: one mail service's neighbours get onto a list together, and are one piece of evidence.</summary>
    public static ulong NetworkOf(Address client, ulong seed) => client.IsIPv4 ? Mix(~seed ^ client.IPv4 >> 8) : Mix(Mix(~seed) ^ client.High >> 16);

    // The finalizer of MurmurHash3: every bit of the input stirs every bit of the output.
    private static ulong Mix(ulong value)
    {
        value ^= value >> 33;
        value *= 0xFF51AFD7ED558CCD;
        value ^= value >> 33;
        value *= 0xC4CEB9FE1A85EC53;
        return value ^ value >> 33;
    }
}
