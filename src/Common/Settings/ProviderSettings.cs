using System.Collections.Generic;
using System.Globalization;

namespace IpBlock.Settings;

/// <summary>One list that is asked over DNS, to block or to allow.</summary>
[SettingObject("a provider")]
public sealed class ProviderSettings : IChecked
{
    private readonly LookupDomain? _lookupDomain;
    private readonly string? _publicName;
    private readonly string? _enhancedCode;

    /// <summary>How replies and logs call the list; unique in its array, case aside.</summary>
    [Setting("The name of the list in replies, logs and commands. Unique among the block or the allow providers; not case-sensitive.", Min = "1", Max = "64", Ascii = true)]
    public required string Name { get; init; }

    /// <summary>The domain the reversed address is looked up under.</summary>
    [Setting("The lookup domain of the list, with your key in front if the operator gave you one. A key under dq.spamhaus.net or mail.abusix.zone is never shown; for other lists with keys set publicName.")]
    public required LookupDomain LookupDomain
    {
        get => _lookupDomain!;
        init => _lookupDomain = value.ShownAs(_publicName);
    }

    /// <summary>What is shown instead of the lookup domain, which then counts as a secret.</summary>
    [Setting("The name that replies, logs and pages show instead of lookupDomain, which is then treated as a secret.", Default = "lookupDomain without a known key", Min = "1", Max = "189", Ascii = true)]
    public string? PublicName
    {
        get => _publicName;
        init
        {
            _publicName = value;
            _lookupDomain = _lookupDomain?.ShownAs(value);
        }
    }

    /// <summary>False: the list is not asked.</summary>
    [Setting("Whether the provider is used.")]
    public bool Enabled { get; init; } = true;

    /// <summary>Whether a match refuses the client.</summary>
    [Setting("`report` queries the list and logs which clients it would have rejected, but does not reject them. Use it to evaluate a list. Only for block providers.")]
    public FilterMode Mode { get; init; } = FilterMode.Enforce;

    /// <summary>Any code matches that may match at all.</summary>
    [Setting("Any return code is a match, except error codes. Off by default, because the codes of a list have different meanings, and you decide which of them reject mail. It cannot be combined with bitmaskMatch or ipAddressesMatch.")]
    public bool AnyMatch { get; init; }

    /// <summary>Codes that share a bit with it match.</summary>
    [Setting("An answer that has any bit in common with this mask is a match; the first octet is ignored. For lists whose codes are sums of bits. `0.0.0.4` and `127.0.0.4` are the same mask.", Default = "none")]
    public BitMask? BitmaskMatch { get; init; }

    /// <summary>Codes that fit one of these match.</summary>
    [Setting("An answer that equals one of these codes or is in one of these ranges is a match: `127.0.0.2`, `127.0.0.[2..11;14]`, `127.0.0.2-127.0.0.11` or `127.0.0.0/24`. If bitmaskMatch is also set, one of the two must match.")]
    public IReadOnlyList<ReturnCodePattern> IpAddressesMatch { get; init; } = [];

    /// <summary>Codes by which this list refuses to answer.</summary>
    [Setting("Return codes with which this list refuses to answer or reports an error, in the same format as ipAddressesMatch. They are never a match and count as failures of the provider. You need not enter the codes that IpBlock knows.")]
    public IReadOnlyList<ReturnCodePattern> ErrorCodes { get; init; } = [];

    /// <summary>What the codes mean, in words.</summary>
    [Setting("The meaning of the list's return codes, for logs, commands and replies: `127.0.0.2: known source of spam`.")]
    public IReadOnlyList<ReturnCodeMeaning> ReturnCodes { get; init; } = [];

    /// <summary>What a match adds to the sum; null for 1, or -1 of an allow provider.</summary>
    [Setting("The score that a match adds to the client's sum, if verdict is `score`: 0 or more for a block provider, 0 or less for an allow provider.", Default = "`1`, or `-1` for an allow provider", Min = "-1000", Max = "1000")]
    public Score? Score { get; init; }

    /// <summary>What a match adds by return code, in place of <see cref="Score"/>.</summary>
    [Setting("The score that a match adds for a return code, instead of score: `{ \"127.0.0.[10;11]\": 8 }`. The first entry that contains the code applies; of several codes, only the score furthest from 0 is added. Which codes match is set with anyMatch, bitmaskMatch and ipAddressesMatch.")]
    public IReadOnlyList<ReturnCodeScore> Scores { get; init; } = [];

    /// <summary>True when the list counts only for the recipient policies that add it.</summary>
    [Setting("Whether the list is used only in recipient policies that add it (addProviders). It is queried for every client, so that all policies share the same queries.")]
    public bool OnlyInPolicies { get; init; }

    /// <summary>The template of the reply's text; null for the default text.</summary>
    [Setting("The text of the reply to a client on this list, only for block providers: `%0` or `{0}` is the client's address, `%1` the provider's name, `%2` the lookup domain, `%3` the reason the list gives, `%4` the return code, `%5` its meaning, `%6` the sum of the scores, `%7` the removal page, `%%` a per cent sign.", Default = "`%0 has been blocked by connection filter rule %1`", Min = "1", Max = "240", Ascii = true)]
    public string? RejectionResponse { get; init; }

    /// <summary>Where somebody who is listed asks for removal, with <c>%0</c> where the client's address stands; null where none is known.</summary>
    [Setting("The removal page of the list, only for block providers: `%0` is replaced by the client's address. `%7` in rejectionResponse is that page; `check` and the log show it too. It is set for the lists of the catalogue.", Default = "none", Min = "1", Max = "200", Ascii = true)]
    public string? RemovalPage { get; init; }

    /// <summary>The SMTP status code of the reply.</summary>
    [Setting("The status code of the reply. 550 by default, which tells the sender immediately that the message was not delivered; with a code from 400 to 499 the sender's mail server retries.", Min = "400", Max = "599")]
    public int StatusCode { get; init; } = 550;

    /// <summary>The enhanced status code (RFC 3463); its class is the first digit of <see cref="StatusCode"/>.</summary>
    [Setting("The enhanced status code of the reply; its first digit must be that of statusCode. 5.7.1 means \"rejected by policy\"; when statusCode is from 400 to 499, the default is 4.7.1.")]
    public string EnhancedCode
    {
        get => _enhancedCode ?? EnhancedCodes.DefaultFor(StatusCode);
        init => _enhancedCode = value;
    }

    /// <summary>What happens when this list gave no answer; null for what <see cref="FilterSettings.OnFailure"/> says.</summary>
    [Setting("The action if this list did not answer and no other list decided: accept or defer.", Default = "onFailure of the general settings")]
    public OnFailure? OnFailure { get; init; }

    /// <summary>Whether the list is asked about IPv4 clients.</summary>
    [Setting("Whether the list is queried for IPv4 clients.", Name = "ipv4")]
    public bool IPv4 { get; init; } = true;

    /// <summary>Whether the list is asked about IPv6 clients.</summary>
    [Setting("Whether the list is queried for IPv6 clients. Turn it off for lists that contain only IPv4 addresses: this saves a query for each connection.", Name = "ipv6")]
    public bool IPv6 { get; init; } = true;

    /// <summary>How the list is probed.</summary>
    [Setting("How the list is probed: `testPoints` checks that it lists 127.0.0.2 and no other address of 127.0.0.0/8, as required by RFC 5782; `alive` checks only that it answers, for lists that do not follow the RFC; `never` does not probe it while it answers.")]
    public ProbeKind Probe { get; init; } = ProbeKind.TestPoints;

    /// <summary>What happens when the list suddenly lists clients that have long been in good standing here. For block providers.</summary>
    [Setting("The action if the list suddenly lists known good clients, whose mail has been accepted here for days: `brake` logs a notice and the list does not reject mail until this is over; `report` only logs a notice; `never` turns the check off. `brake` by default, because a faulty list rejects hundreds of legitimate messages before the problem is noticed. Allow providers are not checked.")]
    public BrakeMode Brake { get; init; } = BrakeMode.Brake;

    /// <summary>A note on the provider, such as why it is not enabled; it changes nothing.</summary>
    [Setting("A comment, such as the reason why the list is not enabled. ipblock import writes its remarks here.", Default = "none", Max = "1000")]
    public string? Comment { get; init; }

    IEnumerable<Flaw> IChecked.Check()
    {
        if (MatchFlaw() is { } match)
            yield return match;
        foreach (var code in EnhancedCodes.Check(EnhancedCode, StatusCode))
            yield return code;
        if (RemovalPage is not null && !Settings.RemovalPage.IsPage(RemovalPage))
            yield return new Flaw("removalPage", $"'{RemovalPage}' is not the URL of a page", Settings.RemovalPage.Cure);
        if (!IPv4 && !IPv6)
        {
            yield return new Flaw("ipv6", "with ipv4 and ipv6 both false the list is never queried", "set one of them to true, or enabled to false")
            {
                About = ["ipv4", "ipv6"],
            };
        }
    }

    internal static IEnumerable<Flaw> CheckNames(string array, IReadOnlyList<ProviderSettings> providers)
    {
        var seen = new Dictionary<string, int>(System.StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < providers.Count; i++)
        {
            var name = providers[i].Name;
            if (name is null)
                continue;
            if (seen.TryGetValue(name, out var first))
                yield return new Flaw(PathOf(array, i, "name"), $"'{name}' is already the name of {PathOf(array, first)}", "give each provider a unique name");
            else
                seen.Add(name, i);
        }
    }

    internal static IEnumerable<Flaw> CheckRefusals(string array, IReadOnlyList<ProviderSettings> providers)
    {
        for (var i = 0; i < providers.Count; i++)
        {
            if (providers[i].RejectionResponse is not null)
                yield return new Flaw(PathOf(array, i, "rejectionResponse"), "an allow provider does not reject clients, so it has no reply", "remove rejectionResponse");
            if (providers[i].RemovalPage is not null)
                yield return new Flaw(PathOf(array, i, "removalPage"), "an allow provider does not reject clients, so it has no removal page", "remove removalPage");
            if (providers[i].Mode != FilterMode.Enforce)
                yield return new Flaw(PathOf(array, i, "mode"), "an allow provider does not reject clients, so report mode has no effect", "remove mode, or set enabled to false");
        }
    }

    internal static IEnumerable<Flaw> CheckScores(string array, ProviderKind kind, IReadOnlyList<ProviderSettings> providers)
    {
        var sign = kind == ProviderKind.Block ? 1 : -1;
        for (var i = 0; i < providers.Count; i++)
        {
            if (providers[i].Score?.Tenths * sign < 0)
                yield return new Flaw(PathOf(array, i, "score"), WrongSign(kind), SignCure(kind));
            for (var j = 0; j < providers[i].Scores.Count; j++)
            {
                if (providers[i].Scores[j]?.Score.Tenths * sign < 0)
                    yield return new Flaw(PathOf(array, i, "scores"), $"{providers[i].Scores[j]}: {WrongSign(kind)}", SignCure(kind));
            }
        }
    }

    internal static string WrongSign(ProviderKind kind) => kind == ProviderKind.Block ? "a score below 0 is for allow providers" : "a score above 0 is for block providers";

    internal static string SignCure(ProviderKind kind) => kind == ProviderKind.Block
        ? "write a score of 0 or more; for return codes of good senders add an allow provider"
        : "write a score of 0 or less; for return codes of bad senders add a block provider";

    private static string PathOf(string array, int index, string? property = null) =>
        array + "[" + index.ToString(CultureInfo.InvariantCulture) + "]" + (property is null ? "" : "." + property);

    private Flaw? MatchFlaw()
    {
        var selective = BitmaskMatch is not null || IpAddressesMatch.Count > 0;
        if (!AnyMatch && !selective)
            return new Flaw("", "no return codes are set as a match", "set anyMatch to true, or set bitmaskMatch, ipAddressesMatch or both") { About = MatchProperties };
        if (AnyMatch && selective)
            return new Flaw("anyMatch", "anyMatch cannot be combined with bitmaskMatch or ipAddressesMatch", "remove anyMatch, or the other two") { About = MatchProperties };
        return null;
    }

    private static readonly string[] MatchProperties = ["anyMatch", "bitmaskMatch", "ipAddressesMatch"];
}
