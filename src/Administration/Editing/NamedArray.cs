using System;
using IpBlock.Settings;

namespace IpBlock.Administration.Editing;

/// <summary>An array of the settings whose elements have names and whose order is a priority.</summary>
internal sealed class NamedArray
{
    public static readonly NamedArray Lists = new("lists", "list", "a", typeof(ListSettings));

    public static readonly NamedArray Policies = new("recipientPolicies", "recipient policy", "a", typeof(RecipientPolicySettings));

    private static readonly NamedArray Block = new("blockProviders", "block provider", "a", typeof(ProviderSettings));
    private static readonly NamedArray Allow = new("allowProviders", "allow provider", "an", typeof(ProviderSettings));

    private NamedArray(string path, string word, string article, Type type)
    {
        Path = path;
        Word = word;
        Article = article;
        Type = type;
    }

    public string Path { get; }

    /// <summary>What messages call an element.</summary>
    public string Word { get; }

    public string Article { get; }

    /// <summary>The class that declares the elements' properties.</summary>
    public Type Type { get; }

    /// <summary>The array in which the same name may stand and mean something else; null when there is none.</summary>
    public NamedArray? Other => this == Block ? Allow : this == Allow ? Block : null;

    public static NamedArray Of(ProviderKind kind) => kind == ProviderKind.Block ? Block : Allow;
}
