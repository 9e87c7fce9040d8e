using System.CommandLine;

namespace IpBlock.Service.Commands.Providers;

/// <summary>The properties of a provider as options.</summary>
internal sealed class ProviderOptions : PropertyOptions
{
    public ProviderOptions()
        : base("A provider")
    {
        LookupDomain = Text("--lookup-domain", "lookupDomain", "DOMAIN", "The domain to look addresses up under, with your key in front where there is one.");
        Text("--public-name", "publicName", "NAME", "What is shown instead of the lookup domain, which then is a secret.");
        Flag("--any-match", "anyMatch", "Any answer that means \"listed\" is a match.");
        Text("--bitmask-match", "bitmaskMatch", "MASK", "Answers that have a bit in common with this mask match, such as 0.0.0.4.");
        Texts("--ip-addresses-match", "ipAddressesMatch", "CODES", "Answers that fit match: 127.0.0.2, 127.0.0.[2..11;14]. May be given several times.");
        Texts("--return-code", "returnCodes", "CODE:MEANING", "What a code means: '127.0.0.2: spam source'. May be given several times.");
        Text("--rejection-response", "rejectionResponse", "TEXT", "The text of the reply: %0 the client, %1 the provider, %2 the domain, %3 the list's reason, %4 the code, %5 its meaning.");
        Number("--status-code", "statusCode", "The status code of the reply, 400 to 599.");
        Text("--enhanced-code", "enhancedCode", "CODE", "The enhanced status code, such as 5.7.1.");
        Text("--mode", "mode", "enforce|report", "report asks the list and logs whom it would have refused, but refuses nobody by it.");
        Text("--on-failure", "onFailure", "accept|defer", "What happens when this list gave no answer and no other decided.");
        Flag("--ipv4", "ipv4", "Whether it is asked about IPv4 clients.");
        Flag("--ipv6", "ipv6", "Whether it is asked about IPv6 clients.");
        Text("--probe", "probe", "testPoints|alive|never", "How the list is probed: by its test points, only whether it answers, or not as long as it answers.");
        Text("--brake", "brake", "never|report|brake", "What happens when the list suddenly lists clients in good standing.");
        Text("--comment", "comment", "TEXT", "A note, such as why the list is not enabled.");
    }

    public Option<string?> LookupDomain { get; }
}
