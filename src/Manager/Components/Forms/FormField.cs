using IpBlock.Settings;
using IpBlock.Settings.Schema;

namespace IpBlock.Manager.Components.Forms;

/// <summary>One field of a form: a property, and where it is.</summary>
/// <param name="Path">Its name; in an object within, with the name of that: <c>thresholds.reject</c>.</param>
/// <param name="Declared">How it is declared.</param>
/// <param name="Group">The object within that means the same as nothing only when it is left out; null for a property of its own.</param>
internal sealed record FormField(string Path, SettingProperty Declared, string? Group)
{
    private const int OfClass = 100;

    /// <summary>True for the enhanced code, which goes by the status code unless one is set: then it would stay when the other is changed.</summary>
    public bool IsByStatus => Declared.Name == "enhancedCode";

    /// <summary>What stands in the field when nothing is set.</summary>
    public string DefaultText =>
        IsByStatus || Group is not null || Declared.Default is null ? "" : string.Join('\n', Declared.Format(Declared.Default));

    /// <summary>What stands in the field; nothing for a secret.</summary>
    /// <param name="owner">The object that has the property; null for none.</param>
    public string TextOf(object? owner) => owner is null ? "" : Declared.Get(owner) switch
    {
        null => "",
        var secret when HoldsSecret(secret) => "",
        LookupDomain domain => domain.PublicName,
        string code when IsByStatus && code == UsualCode(owner) => "",
        var value => string.Join('\n', Declared.Format(value)),
    };

    /// <summary>True for a value that is never shown.</summary>
    public static bool HoldsSecret(object? value) => value switch
    {
        LookupDomain domain => domain.HasKey,
        ListUrl url => url.HasSecrets,
        WebhookUrl url => url.HasSecrets,
        Secret => true,
        _ => false,
    };

    private static string UsualCode(object owner) => owner switch
    {
        ProviderSettings provider => provider.StatusCode,
        ListSettings list => list.StatusCode,
        DynamicHostSettings rule => rule.StatusCode,
        HeloSettings rule => rule.StatusCode,
        _ => 0,
    } / OfClass + ".7.1";
}
