using IpBlock.Manager.Security;

namespace IpBlock.Manager.Pages.Log;

/// <summary>What the log does.</summary>
public static class LogCommands
{
    /// <summary>Makes an exception for what a decision names.</summary>
    public static readonly PageCommand Exempt = new("log.exempt", "added an exception");
}
