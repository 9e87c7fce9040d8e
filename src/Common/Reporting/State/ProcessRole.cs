namespace IpBlock.Reporting.State;

/// <summary>What kind of process filters.</summary>
public enum ProcessRole
{
    /// <summary>The service for Postfix and Sendmail.</summary>
    Service,

    /// <summary>The agent, within one of Exchange's transport services.</summary>
    Agent,
}
