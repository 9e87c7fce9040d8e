using System.Collections.Generic;
using System.Globalization;
using System.Management.Automation;
using IpBlock.PowerShell.Arguments;

namespace IpBlock.PowerShell.Cmdlets;

/// <summary>Gives the settings of this machine to all servers of the fleet, or to a group of them.</summary>
[Cmdlet(VerbsData.Publish, "IpBlockFleetConfig", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, HelpUri = Manual.Address)]
[OutputType(typeof(IpBlockFleetChange))]
public sealed class PublishIpBlockFleetConfigCommand : FleetCmdlet
{
    /// <summary>Why, for the history.</summary>
    [Parameter]
    [TextOnly]
    public string? Comment { get; set; }

    /// <summary>Only the servers of this group take it.</summary>
    [Parameter]
    [TextOnly]
    public string? Group { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var words = new List<string> { "push" };
        if (Comment is not null)
            words.AddRange(["--comment", Comment]);
        if (Group is not null)
            words.AddRange(["--to", Group]);
        if (ShouldProcess(Group is null ? "All servers of the fleet" : "The servers of group " + Group, "Publish the settings of this server") && Ask(words) is { } done)
            WriteObject(new IpBlockFleetChange(done));
    }
}

/// <summary>Brings the settings of this server to the newest version of the fleet.</summary>
[Cmdlet(VerbsData.Update, "IpBlockFleetConfig", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, DefaultParameterSetName = "Ask", HelpUri = Manual.Address)]
[OutputType(typeof(IpBlockFleetChange))]
public sealed class UpdateIpBlockFleetConfigCommand : FleetCmdlet
{
    /// <summary>Gives up what was changed on this server.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Theirs")]
    public SwitchParameter Theirs { get; set; }

    /// <summary>Keeps the settings of this server as they are.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Ours")]
    public SwitchParameter Ours { get; set; }

    /// <summary>Keeps both, property by property.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Merge")]
    public SwitchParameter Merge { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var words = new List<string> { "pull" };
        if (Theirs || Ours || Merge)
            words.Add("--" + ParameterSetName.ToLowerInvariant());
        if (!ShouldProcess(SettingsFilePath, "Apply the newest version of the fleet") || Ask(words) is not { } done)
            return;
        if ((string?)done["problem"] is { } problem)
            WriteError(Record($"Version {done["version"]} was not applied: {problem}", "VersionNotTaken", ErrorCategory.InvalidOperation, (int)done["version"]!));
        else
            WriteObject(new IpBlockFleetChange(done));
    }
}

/// <summary>Takes a version of the fleet's settings back, by a new one.</summary>
[Cmdlet(VerbsCommon.Undo, "IpBlockFleetVersion", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, HelpUri = Manual.Address)]
[OutputType(typeof(IpBlockFleetChange))]
public sealed class UndoIpBlockFleetVersionCommand : FleetCmdlet
{
    /// <summary>The number of the version, from Get-IpBlockFleetHistory; the newest unless given.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Identity")]
    [ValidateRange(1, int.MaxValue)]
    public int? Number { get; set; }

    /// <summary>Why, for the history.</summary>
    [Parameter]
    [TextOnly]
    public string? Comment { get; set; }

    /// <summary>Hands out the new version.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var words = new List<string> { "undo" };
        if (Number is { } number)
            words.Add(number.ToString(CultureInfo.InvariantCulture));
        if (Comment is not null)
            words.AddRange(["--comment", Comment]);
        var what = Number is null ? "The newest version" : "Version " + Number.Value.ToString(CultureInfo.InvariantCulture);
        if (ShouldProcess(what + " of the fleet's settings", "Undo") && Ask(words) is { } done && PassThru)
            WriteObject(new IpBlockFleetChange(done));
    }
}
