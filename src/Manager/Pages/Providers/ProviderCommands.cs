using IpBlock.Manager.Security;

namespace IpBlock.Manager.Pages.Providers;

/// <summary>What the pages of the providers do.</summary>
public static class ProviderCommands
{
    /// <summary>Adds a provider.</summary>
    public static readonly PageCommand Add = new("providers.add", "added a provider");

    /// <summary>Changes a provider.</summary>
    public static readonly PageCommand Set = new("providers.set", "changed a provider");

    /// <summary>Has a provider asked or not asked.</summary>
    public static readonly PageCommand Enable = new("providers.enable", "enabled or disabled a provider");

    /// <summary>Gives a provider another priority.</summary>
    public static readonly PageCommand Move = new("providers.move", "moved a provider");

    /// <summary>Removes a provider.</summary>
    public static readonly PageCommand Remove = new("providers.remove", "removed a provider");

    /// <summary>Asks a provider, to try it out.</summary>
    public static readonly PageCommand Test = new("providers.test", "tested a provider");
}
