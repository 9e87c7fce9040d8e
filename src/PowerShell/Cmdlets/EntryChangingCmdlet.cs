using System.Management.Automation;
using IpBlock.Addresses;
using IpBlock.Administration.Editing;
using IpBlock.PowerShell.Arguments;
using IpBlock.PowerShell.Changes;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.PowerShell.Cmdlets;

/// <summary>A cmdlet that changes the local block and allow lists.</summary>
public abstract class EntryChangingCmdlet : ChangingCmdlet
{
    /// <summary>The block list, unless something else is said or comes through the pipeline, or the allow list.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public ListKind List { get; set; }

    private protected static Change ChangeOf(ChangeKind change, ListKind list, string range, SettingsEdit edit) => new(
        change,
        "Entry",
        (list == ListKind.Block ? "Block list entry " : "Allow list entry ") + range,
        range,
        settings => Find(settings, list, range),
        edit);

    private static IpBlockEntry? Find(FilterSettings settings, ListKind list, string range)
    {
        if (!AddressRange.TryParse(range, out var wanted))
            return null;
        foreach (var entry in list == ListKind.Block ? settings.BlockList : settings.AllowList)
        {
            if (entry.Address == wanted)
                return new IpBlockEntry(entry, list, Clock.System.UtcNow);
        }

        return null;
    }
}

/// <summary>Removes entries.</summary>
[Cmdlet(VerbsCommon.Remove, "IpBlockEntry", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, HelpUri = Manual.Address)]
[OutputType(typeof(IpBlockEntry))]
public sealed class RemoveIpBlockEntryCommand : EntryChangingCmdlet
{
    /// <summary>Addresses and ranges, however they are written.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Identity", "IPAddress")]
    [ValidateNotNullOrEmpty]
    [TextOnly]
    public string[] IPRange { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var range in IPRange)
            Submit(ChangeOf(ChangeKind.Removes, List, range, SettingsEdit.RemoveEntry(List, range)), "Remove");
    }
}
