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
    private const string OwnResolver = "Use your own recursive name server, without a forwarder, with an address that has a"
        + " reverse name.";

    private string Name => list.Provider.Name;

    private string Zone => list.Provider.Settings.LookupDomain.PublicName;

    /// <summary>True when the lookup domain has a part that is never shown: a customer's key.</summary>
    public bool HasKey => list.Provider.Settings.LookupDomain.HasKey;

    public DoctorFinding Refused(ProviderAnswer code) => Of("provider.refused", Severity.Warning,
        $"{Name} answers your name servers with {Code(code)}, which is an error code and not a listing: {Meaning(code)}."
            + (list.Own.IsWell ? " The servers of the list answer when this server queries them directly, so they refuse to answer only your name servers." : ""),
        list.Own.IsRefusing ? $"The list also refuses to answer this server. Ask the operator of the list{Page()}." : OwnResolver + AskOperator());

    public DoctorFinding RefusedByBoth(DnsStatus silence) => Of("provider.refused", Severity.Warning,
        $"{Name} does not answer your name servers ({HealthWords.Of(silence)}), and answers this server with {Code(list.Own.Refusal!.Value)}:"
            + $" {Meaning(list.Own.Refusal!.Value)}.",
        $"Ask the operator of the list{Page()}.");

    public DoctorFinding SilentToResolver(DnsStatus silence) => Of("provider.refused", Severity.Warning,
        $"{Name} does not answer your name servers ({HealthWords.Of(silence)}). The servers of the list ({list.Own.Servers}) answer when this server queries them directly, so they refuse to answer only your name servers.",
        OwnResolver + AskOperator());

    public DoctorFinding HiddenFromResolver(bool isGone) => Of("provider.refused", Severity.Warning,
        $"{Name} does not list any address when queried through your name servers{(isGone ? ", which answer that its zone does not exist" : "")}. Queried directly, its servers"
            + $" ({list.Own.Servers}) list 127.0.0.2 as required.",
        OwnResolver + AskOperator());

    public DoctorFinding KeyRefused(ProviderAnswer code) => Of("provider.key", Severity.Warning,
        $"{Name} answers with {Code(code)}, which is an error code and not a listing: {Meaning(code)}. The list does not accept the key in the lookup domain, or the query limit of the key is exceeded.",
        $"Compare the key with the one in your account with the operator of the list{Page()}, and set it again: ipblock provider set '{Name}' --lookup-domain"
            + " ...");

    public DoctorFinding KeyUnknown() => Of("provider.key", Severity.Warning,
        $"{Name}: {Zone} does not know the key in the lookup domain.",
        $"Compare the key with the one in your account with the operator of the list{Page()}, and set it again: ipblock provider set '{Name}' --lookup-domain"
            + " ...");

    public DoctorFinding Falsified() => Of("provider.falsified", Severity.Critical,
        $"Your name servers return answers of {Name} that it did not send ({list.Probe.Raw}). Queried directly, its servers ({list.Own.Servers})"
            + " answer correctly.",
        "Check whether the name servers or their forwarders filter answers, or return an address for names that do not exist."
            + " " + OwnResolver);

    public DoctorFinding Parked() => Dead(
        $"answers with {new ReturnCode(list.Elsewhere!.Value)}, an address outside 127.0.0.0/8, as parked and expired domains do");

    public DoctorFinding Gone() => Dead($"no longer exists: its zone {Zone} is unknown");

    public DoctorFinding Dead() => Dead(list.Own.State switch
    {
        OwnState.NoSuchZone => $"no longer exists: its zone {Zone} is unknown",
        OwnState.NoAddress => $"is no longer in operation: the names of its servers ({list.Own.Servers}) have no address",
        OwnState.Lame => $"is no longer in operation: its servers ({list.Own.Servers}) no longer serve the zone",
        _ => $"is no longer in operation: its own servers ({list.Own.Servers}) do not answer, while other Internet hosts do",
    });

    public DoctorFinding Silent(DnsStatus silence) => Of("provider.silent", Severity.Warning,
        $"{Name} does not answer ({HealthWords.Of(silence)}). Its own servers cannot be queried from this server, so it is not known whether it is"
            + " no longer in operation or refuses to answer your name servers.",
        $"Check on the operator's website{Page()} whether the list still exists, and whether it answers your name servers.");

    public DoctorFinding ListsWorld(string address) => Of("provider.listsWorld", Severity.Critical,
        $"{Name} lists {address}, which no list may list. It lists every address, which is typical of closed lists.",
        $"Check the operator's website{Page()}. If the list has closed, run ipblock provider remove '{Name}'");

    public DoctorFinding NoTestEntry() => Of("provider.noTestEntry", Severity.Warning,
        $"{Name} does not list 127.0.0.2, which every list must list (RFC 5782). It was emptied because it is closing, or {Zone} is not the correct"
            + " lookup domain.",
        $"Check the operator's website{Page()}. For a list without a test entry, run ipblock provider set '{Name}' --probe alive");

    public DoctorFinding Slow(TimeSpan took) => Of("provider.slow", Severity.Warning,
        $"{Name} takes {Seconds(took)} to answer. Connections wait for it.",
        "Use a faster name server. When the other providers have answered, IpBlock waits for this provider only as long as it usually takes.");

    public DoctorFinding NoIPv6() => Entry() is { IPv6: false } known
        ? Of("provider.ipv6", Severity.Warning,
            $"{Name} is queried for IPv6 clients, but contains no IPv6 addresses{(known.IPv6Zone is { } zone ? "; these are under " + zone : "")}.",
            known.IPv6Zone is null
                ? $"Turn off these queries: ipblock provider set '{Name}' --ipv6 false"
                : $"Set ipv6 to false, and add a provider for {known.IPv6Zone} with ipv4 set to false.")
        : Of("provider.ipv6", Severity.Well,
            $"{Name} is queried for IPv6 clients, but does not list ::FFFF:7F00:2, which every list of IPv6 addresses should list (RFC 5782).",
            $"Unless the operator of the list confirms that it contains IPv6 addresses, run ipblock provider set '{Name}' --ipv6 false");

    /// <summary>The catalogue's entry for the list; null when it is not in the catalogue.</summary>
    public CatalogueEntry? Entry() => CatalogueOf.Provider(catalogue, list.Provider.Settings);

    private DoctorFinding Dead(string how) => Of("provider.dead", Severity.Warning,
        $"{Name} {how}.", $"Check the operator's website{Page()}. If the list has closed, run ipblock provider remove '{Name}'");

    private string AskOperator() => Entry() is { SignUpPage: { } page } ? $" Or register with the operator of the list: {page}" : "";

    private string Page() => Entry() is { TermsPage.Length: > 0 } entry ? $" ({entry.TermsPage})" : "";

    private string Meaning(ProviderAnswer answer) => list.Provider.WhyNoListing(answer.Code) ?? "the list refuses to answer";

    private static string Code(ProviderAnswer answer) => new ReturnCode(answer.Code).ToString();

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s";

    private DoctorFinding Of(string id, Severity severity, string text, string nextStep) =>
        new(id, severity, Name, WithoutKey(text), WithoutKey(nextStep));

    // A name server or a code's meaning could have it too.
    private string WithoutKey(string text) => LookupDomain.HideKeys(text.Replace(list.Provider.Settings.LookupDomain.Reveal(), Zone));
}
