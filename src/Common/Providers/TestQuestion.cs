using System.Threading.Tasks;
using IpBlock.Addresses;
using IpBlock.Dns;

namespace IpBlock.Providers;

/// <summary>A question to a list about an address of which one knows what it must say, or about any other to see how it answers.</summary>
/// <param name="provider">The list.</param>
/// <param name="client">The address.</param>
/// <param name="asIPv6">Whether an IPv4 address is asked about as IPv6 knows it.</param>
internal sealed class TestQuestion(Provider provider, Address client, bool asIPv6)
{
    /// <summary>127.0.0.2, which every list must list (RFC 5782 §5).</summary>
    public const uint Listed = 0x7F000002;

    /// <summary>127.0.0.1, which none may list.</summary>
    public const uint Unlisted = 0x7F000001;

    /// <summary>The name that is looked up, without a key.</summary>
    public string Name
    {
        get
        {
            var name = new byte[DnsQuestion.MaxNameLength];
            return ReversedName.Text(name, Write(name)) + provider.Settings.LookupDomain.PublicName;
        }
    }

    /// <summary>The answer, judged by the provider's rule.</summary>
    public async Task<ProviderAnswer> AskAsync(IDnsResolver resolver) => provider.Judge(await ResolveAsync(resolver, DnsType.A).ConfigureAwait(false));

    /// <summary>The list's words.</summary>
    public Task<DnsAnswer> WordsAsync(IDnsResolver resolver) => ResolveAsync(resolver, DnsType.Txt);

    private Task<DnsAnswer> ResolveAsync(IDnsResolver resolver, DnsType type)
    {
        var name = new byte[DnsQuestion.MaxNameLength];
        return resolver.ResolveAsync(provider.Question(Write(name), type, name));
    }

    private int Write(byte[] name) => asIPv6 ? ReversedName.WriteAsIPv6(client, name, 0) : ReversedName.Write(client, name, 0);
}
