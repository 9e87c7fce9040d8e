using System.Management.Automation;
using IpBlock.Administration.Editing;
using IpBlock.PowerShell.Arguments;
using IpBlock.PowerShell.Changes;
using IpBlock.Settings;

namespace IpBlock.PowerShell.Cmdlets;

/// <summary>Changes a list. Only Identity comes through the pipeline: the rest is what to change.</summary>
[Cmdlet(VerbsCommon.Set, "IpBlockList", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(IpBlockList))]
public sealed class SetIpBlockListCommand : ListChangingCmdlet
{
    /// <summary>Its name now.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ListNameCompleter))]
    public string Identity { get; set; } = "";

    /// <summary>A new name.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>Whether clients on it are refused or accepted.</summary>
    [Parameter]
    public ListKind Kind { get; set; }

    /// <summary>Whether it is used.</summary>
    [Parameter]
    public bool Enabled { get; set; }

    /// <summary>Whether it refuses, or only logs whom it would have refused.</summary>
    [Parameter]
    public FilterMode Mode { get; set; }

    /// <summary>The file that somebody else keeps.</summary>
    [Parameter]
    public string? File { get; set; }

    /// <summary>The https address it is fetched from.</summary>
    [Parameter]
    public string? Url { get; set; }

    /// <summary>How it is written.</summary>
    [Parameter]
    public ListFormat Format { get; set; }

    /// <summary>How often it is fetched: 4h, or a TimeSpan.</summary>
    [Parameter]
    public string? Refresh { get; set; }

    /// <summary>How long it holds when it is not refreshed: 7d, or a TimeSpan.</summary>
    [Parameter]
    public string? ExpiresAfter { get; set; }

    /// <summary>The template of the reply.</summary>
    [Parameter]
    public string? RejectionResponse { get; set; }

    /// <summary>The status code of the reply.</summary>
    [Parameter]
    public int StatusCode { get; set; }

    /// <summary>The enhanced status code of the reply.</summary>
    [Parameter]
    public string? EnhancedCode { get; set; }

    /// <summary>Its place among the lists.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Priority { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var given = BoundArguments.Of(MyInvocation);
        int? priority = given.ContainsKey(nameof(Priority)) ? Priority : null;
        Submit(ChangeOf(ChangeKind.Alters, Identity, SettingsEdit.SetList(Identity, ListArguments.Read(given), priority), Name), "Set");
    }
}
