using System.Management.Automation;
using IpBlock.Administration.Editing;
using IpBlock.PowerShell.Arguments;
using IpBlock.PowerShell.Changes;
using IpBlock.Settings;

namespace IpBlock.PowerShell.Cmdlets;

/// <summary>Adds a list: a file that somebody keeps, or one that is fetched.</summary>
[Cmdlet(VerbsCommon.Add, "IpBlockList", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(IpBlockList))]
public sealed class AddIpBlockListCommand : ListChangingCmdlet
{
    /// <summary>What replies and logs call it.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    /// <summary>Whether clients on it are refused or accepted.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public ListKind Kind { get; set; }

    /// <summary>Whether it is used.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public bool Enabled { get; set; } = true;

    /// <summary>Whether it refuses, or only logs whom it would have refused.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public FilterMode Mode { get; set; }

    /// <summary>The file that somebody else keeps.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? File { get; set; }

    /// <summary>The https address it is fetched from.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Url { get; set; }

    /// <summary>How it is written.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public ListFormat Format { get; set; }

    /// <summary>How often it is fetched: 4h, or a TimeSpan.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Refresh { get; set; }

    /// <summary>How long it holds when it is not refreshed: 7d, or a TimeSpan.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? ExpiresAfter { get; set; }

    /// <summary>The template of the reply.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? RejectionResponse { get; set; }

    /// <summary>The status code of the reply.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public int StatusCode { get; set; }

    /// <summary>The enhanced status code of the reply.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? EnhancedCode { get; set; }

    /// <summary>Its place among the lists.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateRange(1, int.MaxValue)]
    public int Priority { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var given = BoundArguments.Of(MyInvocation);
        int? priority = given.ContainsKey(nameof(Priority)) ? Priority : null;
        Submit(ChangeOf(ChangeKind.Adds, Name, SettingsEdit.AddList(ListArguments.Read(given), priority)), "Add");
    }
}
