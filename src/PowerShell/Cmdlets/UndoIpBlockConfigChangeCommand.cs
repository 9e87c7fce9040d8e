using System.Management.Automation;
using IpBlock.PowerShell.Changes;
using IpBlock.Settings;

namespace IpBlock.PowerShell.Cmdlets;

/// <summary>Takes a change of the settings back. That is a change itself, and can be taken back.</summary>
[Cmdlet(VerbsCommon.Undo, "IpBlockConfigChange", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, HelpUri = Manual.Address)]
[OutputType(typeof(IpBlockConfig))]
public sealed class UndoIpBlockConfigChangeCommand : ChangingCmdlet
{
    /// <summary>The number of the change, from Get-IpBlockConfigHistory; the last change unless given.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Identity")]
    [ValidateRange(1, int.MaxValue)]
    public int? Number { get; set; }

    /// <summary>Goes back to the older value also where a later change has changed the same property.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var path = SettingsFilePath;
        var preview = Editor.PreviewUndo(Number, Force);
        object target = preview.Undoes is { } number ? number : path;
        if (preview.Difference is not { } difference)
        {
            Refuse(preview.Errors, target);
            return;
        }

        if (!ShouldProcess($"Change {target} of {path}", "Undo"))
        {
            if (IsWhatIf)
                ShowDifference(difference);
            return;
        }

        // The number that was asked about: what was made meanwhile is not meant.
        var result = Editor.Undo(preview.Undoes, Force);
        foreach (var warning in result.Warnings)
            WriteWarning(warning);
        if (result.Settings is not { } settings)
            Refuse(result.Errors, target);
        else if (PassThru)
            WriteObject(IpBlockConfig.Of(settings, path));
    }

    private void Refuse(System.Collections.Generic.IReadOnlyList<SettingsError> errors, object target)
    {
        foreach (var error in errors)
            WriteError(Record(error.ToString(), "ChangeNotUndone", ErrorCategory.InvalidOperation, target));
    }
}
