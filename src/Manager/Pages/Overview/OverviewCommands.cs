using IpBlock.Manager.Security;

namespace IpBlock.Manager.Pages.Overview;

/// <summary>What the overview does.</summary>
public static class OverviewCommands
{
    /// <summary>Has connections filtered or not filtered.</summary>
    public static readonly PageCommand Switch = new("overview.switch", "switched the filter");

    /// <summary>Has clients rejected, or only reported.</summary>
    public static readonly PageCommand Mode = new("overview.mode", "changed the mode");

    /// <summary>Examines this server, which asks its name servers and lists.</summary>
    public static readonly PageCommand Examine = new("overview.examine", "checked the server");
}
