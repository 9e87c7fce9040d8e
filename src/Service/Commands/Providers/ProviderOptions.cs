using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using IpBlock.Settings;

namespace IpBlock.Service.Commands.Providers;

/// <summary>The properties of a provider as options. Their values go to the settings editor as they are: it knows what is right, and what to say when it is not.</summary>
internal sealed class ProviderOptions
{
    private readonly List<(Option Option, string Property, Func<ParseResult, object?> Value)> _all = [];

    public ProviderOptions()
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
        Priority = new Option<int?>("--priority") { Description = "Its place in the order, from 1.", HelpName = "NUMBER" };
    }

    public Option<string?> LookupDomain { get; }

    public Option<int?> Priority { get; }

    public IEnumerable<Option> All
    {
        get
        {
            foreach (var (option, _, _) in _all)
                yield return option;
            yield return Priority;
        }
    }

    /// <summary>Whether the settings file knows such a property.</summary>
    public static bool IsProperty(string name) => SettingsReference.Topics.Single(static topic => string.Equals(topic.Title, "A provider", StringComparison.Ordinal))
        .Rows.Any(row => string.Equals(row.Name, name, StringComparison.Ordinal));

    /// <summary>The properties that were given.</summary>
    public Dictionary<string, object?> Given(ParseResult parse)
    {
        var given = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (option, property, value) in _all)
        {
            if (parse.GetResult(option) is { Implicit: false })
                given[property] = value(parse);
        }

        return given;
    }

    private Option<string?> Text(string name, string property, string help, string description)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = help };
        _all.Add((option, property, parse => parse.GetValue(option)));
        return option;
    }

    private void Texts(string name, string property, string help, string description)
    {
        var option = new Option<string[]>(name) { Description = description, HelpName = help };
        _all.Add((option, property, parse => parse.GetValue(option)));
    }

    private void Flag(string name, string property, string description)
    {
        var option = new Option<bool>(name) { Description = description, HelpName = "true|false" };
        _all.Add((option, property, parse => parse.GetValue(option)));
    }

    private void Number(string name, string property, string description)
    {
        var option = new Option<int>(name) { Description = description, HelpName = "NUMBER" };
        _all.Add((option, property, parse => parse.GetValue(option)));
    }
}
