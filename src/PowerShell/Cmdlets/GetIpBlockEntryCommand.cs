using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using IpBlock.Addresses;
using IpBlock.PowerShell.Arguments;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.PowerShell.Cmdlets;

/// <summary>Shows entries of the local block and allow lists.</summary>
[Cmdlet(VerbsCommon.Get, "IpBlockEntry", DefaultParameterSetName = RangeSet, HelpUri = Manual.Address)]
[OutputType(typeof(IpBlockEntry))]
public sealed class GetIpBlockEntryCommand : IpBlockCmdlet
{
    private const string RangeSet = "IPRange";
    private const string AddressSet = "IPAddress";

    /// <summary>Entries of exactly these addresses, however they are written.</summary>
    [Parameter(ParameterSetName = RangeSet, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Identity")]
    [ValidateNotNullOrEmpty]
    [TextOnly]
    public string? IPRange { get; set; }

    /// <summary>Entries that hold this address, as Exchange's -IPAddress finds them.</summary>
    [Parameter(ParameterSetName = AddressSet, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    [TextOnly]
    public string? IPAddress { get; set; }

    /// <summary>Only one of the lists.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public ListKind? List { get; set; }

    /// <summary>How many are handed out at most; Unlimited for all.</summary>
    [Parameter]
    [ResultSize]
    [ValidateRange(1, ResultSizeAttribute.Unlimited)]
    public int ResultSize { get; set; } = ResultSizeAttribute.Unlimited;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        AddressRange wanted = default;
        if ((IPRange ?? IPAddress) is { } text && !AddressRange.TryParse(text, out wanted, out var reason))
        {
            WriteError(Record(reason!, "AddressInvalid", ErrorCategory.InvalidArgument, text));
            return;
        }

        if (ReadSettings() is not { } settings)
            return;
        var now = Clock.System.UtcNow;
        var found = All(settings)
            .Where(entry => IPRange is null || entry.Entry.Address == wanted)
            .Where(entry => IPAddress is null || (entry.Entry.Address.Contains(wanted.First) && entry.Entry.Address.Contains(wanted.Last)))
            .Select(entry => new IpBlockEntry(entry.Entry, entry.List, now))
            .Take(ResultSize)
            .ToList();
        WriteObject(found, enumerateCollection: true);
        if (found.Count == 0 && IPRange is not null)
            WriteError(Record($"There is no entry {IPRange}.", "EntryNotFound", ErrorCategory.ObjectNotFound, IPRange));
    }

    private IEnumerable<(ListEntry Entry, ListKind List)> All(FilterSettings settings)
    {
        var allow = List == ListKind.Block ? [] : settings.AllowList.Select(static entry => (entry, ListKind.Allow));
        var block = List == ListKind.Allow ? [] : settings.BlockList.Select(static entry => (entry, ListKind.Block));
        return allow.Concat(block);
    }
}
