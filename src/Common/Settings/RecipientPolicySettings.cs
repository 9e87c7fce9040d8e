using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace IpBlock.Settings;

/// <summary>Another measure for the mail of some recipients. What it does not say is as in the settings for everybody.</summary>
[SettingObject("a recipient policy")]
public sealed class RecipientPolicySettings : IChecked
{
    /// <summary>How the log and the commands call the policy; unique, case aside.</summary>
    [Setting("The name of the policy in the log and the commands. Unique; not case-sensitive.", Min = "1", Max = "64", Ascii = true)]
    public required string Name { get; init; }

    /// <summary>False: the policy counts for nobody.</summary>
    [Setting("Whether the policy is used.")]
    public bool Enabled { get; init; } = true;

    /// <summary>Whose mail it is about.</summary>
    [Setting("The recipients of the policy: `user@example.com`, `*@example.com` for a whole domain, or `postmaster@*` for one name in every domain.")]
    public IReadOnlyList<RecipientPattern> Recipients { get; init; } = [];

    /// <summary>A file with more of them; null for none.</summary>
    [Setting("A file with more recipients, one per line; `#` begins a comment. A relative path starts at the folder of the settings file. A new version becomes active within 5 seconds; while the file cannot be read, the last valid version remains active.", Default = "none", Min = "1", Max = "1000", IsPath = true)]
    public string? RecipientsFile { get; init; }

    /// <summary>Whether anybody is rejected; null for what holds for everybody.</summary>
    [Setting("`report` does not reject clients for these recipients; the log shows which clients would have been rejected.", Default = "mode of the general settings")]
    public FilterMode? Mode { get; init; }

    /// <summary>How answers become a verdict; null for what holds for everybody.</summary>
    [Setting("Verdict for these recipients: `firstMatch` or `score`.", Default = "verdict of the general settings")]
    public VerdictForm? Verdict { get; init; }

    /// <summary>What a sum comes to; null for what holds for everybody.</summary>
    [Setting("The thresholds for these recipients. They replace all four general thresholds: a threshold that is not set here has its default.", Default = "thresholds of the general settings")]
    public ThresholdSettings? Thresholds { get; init; }

    /// <summary>Other scores of providers, whatever their codes.</summary>
    [Setting("Other scores for these recipients, by provider: `{ \"Spamhaus ZEN\": 3 }`. They replace the provider's score and scores.")]
    public IReadOnlyList<ScoredName> Scores { get; init; } = [];

    /// <summary>Providers that do not count for these recipients.</summary>
    [Setting("Providers that are not used for these recipients, by name.", Min = "1", Max = "64", Ascii = true)]
    public IReadOnlyList<string> RemoveProviders { get; init; } = [];

    /// <summary>Providers that count for these recipients and, with <see cref="ProviderSettings.OnlyInPolicies"/>, for nobody else.</summary>
    [Setting("Providers that are used only in policies (onlyInPolicies) and are added for these recipients, by name.", Min = "1", Max = "64", Ascii = true)]
    public IReadOnlyList<string> AddProviders { get; init; } = [];

    /// <summary>Whether mail is deferred once only; null for what holds for everybody.</summary>
    [Setting("Whether deferred mail for these recipients is accepted when the client retries (see deferOnce).", Default = "deferOnce.enabled of the general settings")]
    public bool? DeferOnce { get; init; }

    /// <summary>The template of the reply; null for that of the provider.</summary>
    [Setting("The text of the reply to clients that a provider rejects for these recipients. The placeholders are those of a provider's rejectionResponse.", Default = "rejectionResponse of the provider", Min = "1", Max = "240", Ascii = true)]
    public string? RejectionResponse { get; init; }

    /// <summary>Why, for whoever reads the file next.</summary>
    [Setting("A comment, such as the reason for the policy.", Default = "none", Max = "1000")]
    public string? Comment { get; init; }

    IEnumerable<Flaw> IChecked.Check()
    {
        if (Recipients.Count == 0 && RecipientsFile is null)
            yield return new Flaw("", "the policy has no recipients", "set recipients, recipientsFile or both; or remove the policy") { About = ["recipients", "recipientsFile"] };
    }

    /// <summary>What is wrong between the policies, and between them and the providers.</summary>
    internal static IEnumerable<Flaw> CheckAll(FilterSettings settings)
    {
        var names = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var policies = settings.RecipientPolicies;
        for (var i = 0; i < policies.Count; i++)
        {
            if (policies[i].Name is not { } name)
                continue;
            if (names.TryGetValue(name, out var first))
                yield return new Flaw(PathOf(i) + ".name", $"'{name}' is already the name of {PathOf(first)}", "give each policy a unique name");
            else
                names.Add(name, i);
            foreach (var flaw in policies[i].CheckProviders(settings, PathOf(i)))
                yield return flaw;
        }
    }

    /// <summary>True when it names the provider in one of its lists of names.</summary>
    internal static bool Names(IReadOnlyList<string> names, ProviderSettings provider) => names.Contains(provider.Name, StringComparer.OrdinalIgnoreCase);

    private IEnumerable<Flaw> CheckProviders(FilterSettings settings, string path)
    {
        foreach (var name in RemoveProviders)
        {
            if (Find(settings, name) is null)
                yield return Unknown(path + ".removeProviders", name);
        }

        foreach (var name in AddProviders)
        {
            if (Find(settings, name) is not { } provider)
                yield return Unknown(path + ".addProviders", name);
            else if (!provider.OnlyInPolicies)
                yield return new Flaw(path + ".addProviders", $"{name} is already used for all recipients", "set onlyInPolicies of the provider, or remove it here");
        }

        foreach (var scored in Scores)
        {
            if (scored is null)
                continue;
            if (Find(settings, scored.Name) is null)
                yield return Unknown(path + ".scores", scored.Name);
            else if (scored.Score.Tenths < 0 && settings.BlockProviders.Any(provider => Names([scored.Name], provider)))
                yield return new Flaw(path + ".scores", $"{scored}: {ProviderSettings.WrongSign(ProviderKind.Block)}", ProviderSettings.SignCure(ProviderKind.Block));
            else if (scored.Score.Tenths > 0 && settings.AllowProviders.Any(provider => Names([scored.Name], provider)))
                yield return new Flaw(path + ".scores", $"{scored}: {ProviderSettings.WrongSign(ProviderKind.Allow)}", ProviderSettings.SignCure(ProviderKind.Allow));
        }
    }

    private static ProviderSettings? Find(FilterSettings settings, string name) =>
        settings.BlockProviders.Concat(settings.AllowProviders).FirstOrDefault(provider => provider.Name is not null && Names([name], provider));

    private static Flaw Unknown(string place, string name) => new(place, $"there is no provider {name}", "write the name of a provider in blockProviders or allowProviders");

    private static string PathOf(int index) => "recipientPolicies[" + index.ToString(CultureInfo.InvariantCulture) + "]";
}
