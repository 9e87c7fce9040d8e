using IpBlock.Manager.Security;

namespace IpBlock.Manager.Pages.WhatIf;

/// <summary>What the page does on which other settings are tried.</summary>
public static class WhatIfCommands
{
    /// <summary>Judges the log again by a copy of the settings.</summary>
    public static readonly PageCommand Replay = new("whatIf.replay", "evaluated the log with other settings");

    /// <summary>Takes a text for the copy, which can name any file to read.</summary>
    public static readonly PageCommand Write = new("whatIf.write", "wrote other settings to try");

    /// <summary>Puts the copy in force.</summary>
    public static readonly PageCommand Apply = new("whatIf.apply", "applied the settings that were tried");
}
