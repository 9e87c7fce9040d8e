using IpBlock.Manager.Security;

namespace IpBlock.Manager.Pages.Policies;

/// <summary>What the pages of the recipient policies do.</summary>
public static class PolicyCommands
{
    /// <summary>Adds a policy.</summary>
    public static readonly PageCommand Add = new("policies.add", "added a recipient policy");

    /// <summary>Changes a policy.</summary>
    public static readonly PageCommand Set = new("policies.set", "changed a recipient policy");

    /// <summary>Has a policy count or not count.</summary>
    public static readonly PageCommand Enable = new("policies.enable", "enabled or disabled a recipient policy");

    /// <summary>Gives a policy another place.</summary>
    public static readonly PageCommand Move = new("policies.move", "moved a recipient policy");

    /// <summary>Removes a policy.</summary>
    public static readonly PageCommand Remove = new("policies.remove", "removed a recipient policy");
}
