namespace IpBlock.Service.Terminal;

/// <summary>What the process says to the script that ran it. These numbers are a promise.</summary>
internal static class ExitCode
{
    public const int Fine = 0;

    /// <summary>The client would be refused, or the list does not stand the test.</summary>
    public const int Listed = 1;

    /// <summary>The command line or the settings are wrong.</summary>
    public const int Wrong = 2;

    /// <summary>Nobody could be asked.</summary>
    public const int NoDns = 3;
}
