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
    [Setting("The name by which replies, logs and commands call the list. Unique among the block or the allow providers; upper and lower case are the same.", Min = "1", Max = "64", Ascii = true)]
    public required string Name { get; init; }

    /// <summary>The domain the reversed address is looked up under.</summary>
    [Setting("The domain to look addresses up under, with your key in front where the list gave you one. A key under dq.spamhaus.net or mail.abusix.zone is never shown; for other lists with keys set publicName.")]
    public required LookupDomain LookupDomain
    {
        get => _lookupDomain!;
        init => _lookupDomain = value.ShownAs(_publicName);
    }

    /// <summary>What is shown instead of the lookup domain, which then counts as a secret.</summary>
    [Setting("What replies, logs and pages show instead of lookupDomain, which then is treated as a secret.", Default = "lookupDomain without a known key", Min = "1", Max = "189", Ascii = true)]
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
    [Setting("Whether the list is asked.")]
    public bool Enabled { get; init; } = true;

    /// <summary>Whether a match refuses the client.</summary>
    [Setting("`report` asks the list and logs whom it would have refused, but refuses nobody by it; for getting to know a list. Only for block providers.")]
    public FilterMode Mode { get; init; } = FilterMode.Enforce;

    /// <summary>Any code matches that may match at all.</summary>
    [Setting("Any answer that means \"listed\" is a match. Off, because a list's codes mean different things, and it is for you to say which ones refuse mail. It stands alone, without bitmaskMatch and ipAddressesMatch.")]
    public bool AnyMatch { get; init; }

    /// <summary>Codes that share a bit with it match.</summary>
    [Setting("An answer that has any bit in common with this mask is a match; the first octet is ignored. For lists that add up their codes. `0.0.0.4` and `127.0.0.4` are the same mask.", Default = "none")]
    public BitMask? BitmaskMatch { get; init; }

    /// <summary>Codes that fit one of these match.</summary>
    [Setting("An answer that fits one of these is a match: `127.0.0.2`, `127.0.0.[2..11;14]`, `127.0.0.2-127.0.0.11` or `127.0.0.0/24`. With bitmaskMatch, either of the two is enough.")]
    public IReadOnlyList<ReturnCodePattern> IpAddressesMatch { get; init; } = [];

    /// <summary>Codes by which this list refuses to answer.</summary>
    [Setting("Answers by which this list refuses to answer or tells of an error, in the forms of ipAddressesMatch. They are never a match, and count against the list's health. Those that IpBlock knows need not be named.")]
    public IReadOnlyList<ReturnCodePattern> ErrorCodes { get; init; } = [];

    /// <summary>What the codes mean, in words.</summary>
    [Setting("What the list means by its codes, for logs, commands and replies: `127.0.0.2: known source of spam`.")]
    public IReadOnlyList<ReturnCodeMeaning> ReturnCodes { get; init; } = [];

    /// <summary>What a match adds to the sum; null for 1, or -1 of an allow provider.</summary>
    [Setting("What a match adds to the sum of the client's scores, where verdict is `score`: 0 or more of a block provider, 0 or less of an allow provider.", Default = "`1`, or `-1` for an allow provider", Min = "-1000", Max = "1000")]
    public Score? Score { get; init; }

    /// <summary>What a match adds by return code, in place of <see cref="Score"/>.</summary>
    [Setting("What a match adds by return code, in place of score: `{ \"127.0.0.[10;11]\": 8 }`. The first entry that has a code of the answer counts for that code; of several codes the score furthest from 0 is added, once. What is a match is for anyMatch, bitmaskMatch and ipAddressesMatch to say.")]
    public IReadOnlyList<ReturnCodeScore> Scores { get; init; } = [];

    /// <summary>True when the list counts only for the recipient policies that add it.</summary>
    [Setting("Whether the list counts only in recipient policies that add it (addProviders). It is asked about every client, so that all policies need one set of queries.")]
    public bool OnlyInPolicies { get; init; }

    /// <summary>The template of the reply's text; null for the default text.</summary>
    [Setting("The text of the reply to a client on this list, only for block providers: `%0` or `{0}` is the client's address, `%1` the provider's name, `%2` the lookup domain, `%3` the reason the list gives, `%4` the return code, `%5` its meaning, `%6` the sum of the scores, `%7` the removal page, `%%` a per cent sign.", Default = "`%0 has been blocked by connection filter rule %1`", Min = "1", Max = "240", Ascii = true)]
    public string? RejectionResponse { get; init; }

    /// <summary>Where somebody who is listed asks for removal, with <c>%0</c> where the client's address stands; null where none is known.</summary>
    [Setting("The list's page for removal, only for block providers: `%0` is replaced by the client's address. `%7` in rejectionResponse is that page; `check` and the log name it too. Lists of the catalogue come with theirs.", Default = "none", Min = "1", Max = "200", Ascii = true)]
    public string? RemovalPage { get; init; }

    /// <summary>The SMTP status code of the reply.</summary>
    [Setting("The status code of the reply. 550, which tells the sender at once that the message was not delivered; a code from 400 to 499 makes him try again.", Min = "400", Max = "599")]
    public int StatusCode { get; init; } = 550;

    /// <summary>The enhanced status code (RFC 3463); its class is the first digit of <see cref="StatusCode"/>.</summary>
    [Setting("The enhanced status code of the reply; its first digit is that of statusCode. 5.7.1 says \"refused by policy\"; when statusCode is from 400 to 499, the default is 4.7.1.")]
    public string EnhancedCode
    {
        get => _enhancedCode ?? EnhancedCodes.DefaultFor(StatusCode);
        init => _enhancedCode = value;
    }

    /// <summary>What happens when this list gave no answer; null for what <see cref="FilterSettings.OnFailure"/> says.</summary>
    [Setting("What happens when this list gave no answer and no other list decided: accept or defer.", Default = "onFailure of the settings file")]
    public OnFailure? OnFailure { get; init; }

    /// <summary>Whether the list is asked about IPv4 clients.</summary>
    [Setting("Whether the list is asked about IPv4 clients.", Name = "ipv4")]
    public bool IPv4 { get; init; } = true;

    /// <summary>Whether the list is asked about IPv6 clients.</summary>
    [Setting("Whether the list is asked about IPv6 clients. Turn it off for lists that know IPv4 only: it saves a query for each connection.", Name = "ipv6")]
    public bool IPv6 { get; init; } = true;

    /// <summary>How the list is probed.</summary>
    [Setting("How the list is probed: `testPoints` looks whether it lists 127.0.0.2 and no other address of 127.0.0.0/8, as RFC 5782 wants it; `alive` only whether it answers, for lists that keep to other rules; `never` not as long as it answers.")]
    public ProbeKind Probe { get; init; } = ProbeKind.TestPoints;

    /// <summary>What happens when the list suddenly lists clients that have long been in good standing here. For block providers.</summary>
    [Setting("What happens when the list suddenly lists clients whose mail has been accepted here for days: `brake` tells you and lets the list refuse nobody until it is itself again, `report` only tells you, `never` does not look. `brake`, because a list that has gone bad refuses good mail by the hundred before anybody notices. Allow providers are not watched for that.")]
    public BrakeMode Brake { get; init; } = BrakeMode.Brake;

    /// <summary>A note on the provider, such as why it is not enabled; it changes nothing.</summary>
    [Setting("A note for whoever reads the settings next, such as why the list is not enabled. import writes its reasons here.", Default = "none", Max = "1000")]
    public string? Comment { get; init; }

    IEnumerable<Flaw> IChecked.Check()
    {
        if (MatchFlaw() is { } match)
            yield return match;
        foreach (var code in EnhancedCodes.Check(EnhancedCode, StatusCode))
            yield return code;
        if (RemovalPage is not null && !Settings.RemovalPage.IsPage(RemovalPage))
            yield return new Flaw("removalPage", $"'{RemovalPage}' is not the address of a page", Settings.RemovalPage.Cure);
        if (!IPv4 && !IPv6)
        {
            yield return new Flaw("ipv6", "with ipv4 and ipv6 both false the list is never asked", "set one of them to true, or enabled to false")
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
                yield return new Flaw(PathOf(array, i, "name"), $"'{name}' is already the name of {PathOf(array, first)}", "give each provider a name of its own");
            else
                seen.Add(name, i);
        }
    }

    internal static IEnumerable<Flaw> CheckRefusals(string array, IReadOnlyList<ProviderSettings> providers)
    {
        for (var i = 0; i < providers.Count; i++)
        {
            if (providers[i].RejectionResponse is not null)
                yield return new Flaw(PathOf(array, i, "rejectionResponse"), "an allow provider refuses nobody, so it has no reply", "remove rejectionResponse");
            if (providers[i].RemovalPage is not null)
                yield return new Flaw(PathOf(array, i, "removalPage"), "an allow provider refuses nobody, so nobody asks for removal", "remove removalPage");
            if (providers[i].Mode != FilterMode.Enforce)
                yield return new Flaw(PathOf(array, i, "mode"), "an allow provider refuses nobody, so there is nothing to report instead", "remove mode, or set enabled to false");
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
        ? "write a score of 0 or more; for codes that mean good senders add an allow provider"
        : "write a score of 0 or less; for codes that mean bad senders add a block provider";

    private static string PathOf(string array, int index, string? property = null) =>
        array + "[" + index.ToString(CultureInfo.InvariantCulture) + "]" + (property is null ? "" : "." + property);

    private Flaw? MatchFlaw()
    {
        var selective = BitmaskMatch is not null || IpAddressesMatch.Count > 0;
        if (!AnyMatch && !selective)
            return new Flaw("", "nothing says which answers are a match", "set anyMatch to true, or set bitmaskMatch, ipAddressesMatch or both") { About = MatchProperties };
        if (AnyMatch && selective)
            return new Flaw("anyMatch", "anyMatch stands beside bitmaskMatch or ipAddressesMatch, so it is unclear which of them is meant", "keep anyMatch, or the other two") { About = MatchProperties };
        return null;
    }

    private static readonly string[] MatchProperties = ["anyMatch", "bitmaskMatch", "ipAddressesMatch"];
}
