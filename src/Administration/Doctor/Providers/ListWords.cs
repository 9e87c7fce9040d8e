using System;
using System.Globalization;
using IpBlock.Administration.Catalogue;
using IpBlock.Administration.InForce;
using IpBlock.Dns;
using IpBlock.Providers;
using IpBlock.Providers.Health;
using IpBlock.Settings;

namespace IpBlock.Administration.Doctor.Providers;

/// <summary>What is said of a list, and what to do. It never holds a customer's key.</summary>
internal sealed class ListWords(ListFacts list, SiteCatalogue catalogue)
{
    private const string OwnResolver = "Use a name server of your own that asks the lists itself, without a forwarder, and whose address has a"
        + " reverse name.";

    private string Name => list.Provider.Name;

    private string Zone => list.Provider.Settings.LookupDomain.PublicName;

    /// <summary>True when the lookup domain has a part that is never shown: a customer's key.</summary>
    public bool HasKey => list.Provider.Settings.LookupDomain.HasKey;

    public DoctorFinding Refused(ProviderAnswer code) => Of("provider.refused", Severity.Warning,
        $"{Name} answers your name servers with {Code(code)}, which is no listing: {Meaning(code)}."
            + (list.Own.IsWell ? " Asked at its own servers it answers this machine: your name servers are refused." : ""),
        list.Own.IsRefusing ? $"It refuses this machine too. Ask its operator{Page()}." : OwnResolver + AskOperator());

    public DoctorFinding RefusedByBoth(DnsStatus silence) => Of("provider.refused", Severity.Warning,
        $"{Name} does not answer your name servers ({HealthWords.Of(silence)}), and answers this machine with {Code(list.Own.Refusal!.Value)}:"
            + $" {Meaning(list.Own.Refusal!.Value)}.",
        $"Ask its operator{Page()}.");

    public DoctorFinding SilentToResolver(DnsStatus silence) => Of("provider.refused", Severity.Warning,
        $"{Name} does not answer your name servers ({HealthWords.Of(silence)}). Asked at its own servers ({list.Own.Servers}) it answers this"
            + " machine: your name servers are refused.",
        OwnResolver + AskOperator());

    public DoctorFinding HiddenFromResolver(bool isGone) => Of("provider.refused", Severity.Warning,
        $"{Name} lists nobody for your name servers{(isGone ? ", which say that its zone does not exist" : "")}. Asked at its own servers"
            + $" ({list.Own.Servers}) it lists 127.0.0.2 as it must.",
        OwnResolver + AskOperator());

    public DoctorFinding KeyRefused(ProviderAnswer code) => Of("provider.key", Severity.Warning,
        $"{Name} answers with {Code(code)}, which is no listing: {Meaning(code)}. The key in its lookup domain is not accepted, or has been used"
            + " too often.",
        $"Compare the key with the one in your account with its operator{Page()}, and set it anew: ipblock provider set '{Name}' --lookup-domain"
            + " ...");

    public DoctorFinding KeyUnknown() => Of("provider.key", Severity.Warning,
        $"{Name}: {Zone} does not know the key in the lookup domain.",
        $"Compare the key with the one in your account with its operator{Page()}, and set it anew: ipblock provider set '{Name}' --lookup-domain"
            + " ...");

    public DoctorFinding Falsified() => Of("provider.falsified", Severity.Critical,
        $"Your name servers give answers of {Name} that it has not given ({list.Probe.Raw}). Asked at its own servers ({list.Own.Servers}) it"
            + " answers as a list must.",
        "See what the name servers, or those that they forward to, make of answers: a filter, or an answer for names that do not exist."
            + " " + OwnResolver);

    public DoctorFinding Parked() => Dead(
        $"answers with {new ReturnCode(list.Elsewhere!.Value)}, an address outside 127.0.0.0/8, as parked and expired domains do");

    public DoctorFinding Gone() => Dead($"does not exist any more: its zone {Zone} is not known");

    public DoctorFinding Dead() => Dead(list.Own.State switch
    {
        OwnState.NoSuchZone => $"does not exist any more: its zone {Zone} is not known",
        OwnState.NoAddress => $"is dead: the names of its servers ({list.Own.Servers}) lead nowhere",
        OwnState.Lame => $"is dead: its servers ({list.Own.Servers}) do not serve the zone any more",
        _ => $"is dead: its own servers ({list.Own.Servers}) do not answer, while others outside do",
    });

    public DoctorFinding Silent(DnsStatus silence) => Of("provider.silent", Severity.Warning,
        $"{Name} does not answer ({HealthWords.Of(silence)}). Its own servers cannot be asked from here, so that nobody can say whether it is"
            + " dead or refuses your name servers.",
        $"Look on its operator's page{Page()} whether it still exists, and whether it answers your name servers.");

    public DoctorFinding ListsWorld(string address) => Of("provider.listsWorld", Severity.Critical,
        $"{Name} lists {address}, which no list may list: it lists the whole world, as closed lists do.",
        $"Look on its operator's page{Page()}. If the list has closed, remove it: ipblock provider remove '{Name}'");

    public DoctorFinding NoTestEntry() => Of("provider.noTestEntry", Severity.Warning,
        $"{Name} does not list 127.0.0.2, which every list must list (RFC 5782). It was emptied because it closes, or {Zone} is not the right"
            + " lookup domain.",
        $"Look on its operator's page{Page()}. A list that keeps no test entry gets: ipblock provider set '{Name}' --probe alive");

    public DoctorFinding Slow(TimeSpan took) => Of("provider.slow", Severity.Warning,
        $"{Name} takes {Seconds(took)} for an answer. Connections wait for it.",
        "Use a name server that is nearer to it. Once the others have answered it is waited for no longer than it usually takes.");

    public DoctorFinding NoIPv6() => Entry() is { IPv6: false } known
        ? Of("provider.ipv6", Severity.Warning,
            $"{Name} is asked about IPv6 clients, and holds no IPv6 addresses{(known.IPv6Zone is { } zone ? ": these are under " + zone : "")}.",
            known.IPv6Zone is null
                ? $"Spare it the questions: ipblock provider set '{Name}' --ipv6 false"
                : $"Set ipv6 to false for it, and add a provider for {known.IPv6Zone} with ipv4 set to false.")
        : Of("provider.ipv6", Severity.Well,
            $"{Name} is asked about IPv6 clients, and does not list ::FFFF:7F00:2, which every list of IPv6 addresses should list (RFC 5782).",
            $"Unless its operator says that it holds IPv6 addresses: ipblock provider set '{Name}' --ipv6 false");

    /// <summary>The catalogue's entry for the list; null when it is not in the catalogue.</summary>
    public CatalogueEntry? Entry() => CatalogueOf.Provider(catalogue, list.Provider.Settings);

    private DoctorFinding Dead(string how) => Of("provider.dead", Severity.Warning,
        $"{Name} {how}.", $"Look on its operator's page{Page()}, and remove it: ipblock provider remove '{Name}'");

    private string AskOperator() => Entry() is { SignUpPage: { } page } ? $" Or register with its operator: {page}" : "";

    private string Page() => Entry() is { TermsPage.Length: > 0 } entry ? $" ({entry.TermsPage})" : "";

    private string Meaning(ProviderAnswer answer) => list.Provider.WhyNoListing(answer.Code) ?? "the list refuses to answer";

    private static string Code(ProviderAnswer answer) => new ReturnCode(answer.Code).ToString();

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s";

    private DoctorFinding Of(string id, Severity severity, string text, string nextStep) =>
        new(id, severity, Name, WithoutKey(text), WithoutKey(nextStep));

    // A name server or a code's meaning could have it too.
    private string WithoutKey(string text) => LookupDomain.HideKeys(text.Replace(list.Provider.Settings.LookupDomain.Reveal(), Zone));
}
