using System;
using System.Management.Automation;
using IpBlock.Administration.Editing;
using IpBlock.PowerShell.Arguments;
using IpBlock.PowerShell.Changes;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.PowerShell.Cmdlets;

/// <summary>Adds an entry; Exchange's Get-IPBlockListEntry and Get-IPAllowListEntry may be piped into it.</summary>
[Cmdlet(VerbsCommon.Add, "IpBlockEntry", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, DefaultParameterSetName = RangeSet, HelpUri = Manual.Address)]
[OutputType(typeof(IpBlockEntry))]
public sealed class AddIpBlockEntryCommand : EntryChangingCmdlet
{
    private const string RangeSet = "IPRange";
    private const string AddressSet = "IPAddress";

    /// <summary>Addresses, CIDR blocks or ranges.</summary>
    [Parameter(ParameterSetName = RangeSet, Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [RangeText]
    public string[] IPRange { get; set; } = [];

    /// <summary>Addresses.</summary>
    [Parameter(ParameterSetName = AddressSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [RangeText]
    public string[] IPAddress { get; set; } = [];

    /// <summary>Why.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [TextOnly]
    public string? Comment { get; set; }

    /// <summary>When it ends; local time where nothing else is said.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public DateTime? ExpirationTime { get; set; }

    /// <summary>Adds half of all addresses or more, such as 0.0.0.0/0, which otherwise is an error.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>True for what Exchange's sender reputation has added: it is skipped, because it would never end here.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Truth]
    public bool IsMachineGenerated { get; set; }

    /// <summary>The object that came through the pipeline: its type tells Exchange's allow list from its block list.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var range in IPAddress.Length > 0 ? IPAddress : IPRange)
            Add(range);
    }

    private void Add(string range)
    {
        if (IsMachineGenerated)
        {
            WriteVerbose($"{range} is skipped: sender reputation added it temporarily and adds it again if necessary.");
            return;
        }

        var saysList = BoundArguments.Of(MyInvocation).ContainsKey(nameof(List));
        var list = !saysList && InputObject is { } source && ExchangeObject.IsOfAllowList(source.TypeNames) ? ListKind.Allow : List;
        var edit = SettingsEdit.AddEntry(list, range, EntryArguments.Text(Comment), EntryArguments.Expires(ExpirationTime), Force);
        if (SettingsWarnings.Expired(range, EntryArguments.Expires(ExpirationTime), Clock.System.UtcNow) is { } warning)
            WriteWarning(warning);
        Submit(ChangeOf(ChangeKind.Adds, list, range, edit), "Add");
    }
}
