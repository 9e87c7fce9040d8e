using IpBlock.Manager.Security;

namespace IpBlock.Manager.Pages.Check;

/// <summary>What the check does.</summary>
public static class CheckCommands
{
    /// <summary>Asks the lists about a client.</summary>
    public static readonly PageCommand Run = new("check.run", "checked a client");

    /// <summary>The same with other settings, which can name any server to ask and any file to read.</summary>
    public static readonly PageCommand RunWith = new("check.runWith", "checked a client with other settings");
}
