using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using IpBlock.Addresses;
using IpBlock.PowerShell.Arguments;
using IpBlock.Reporting;

namespace IpBlock.PowerShell.Cmdlets;

/// <summary>A cmdlet that reads the decision log.</summary>
public abstract class LogReadingCmdlet : IpBlockCmdlet
{
    /// <summary>Decisions from then on; local time where nothing else is said.</summary>
    [Parameter]
    public DateTime? Start { get; set; }

    /// <summary>Decisions before then.</summary>
    [Parameter]
    public DateTime? End { get; set; }

    /// <summary>Decisions by these providers, in whose names stars stand for anything.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ProviderNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Provider { get; set; }

    /// <summary>Decisions about clients of this address or range.</summary>
    [Parameter]
    [Alias("IPAddress")]
    [ValidateNotNullOrEmpty]
    public string? Address { get; set; }

    /// <summary>Only refusals.</summary>
    [Parameter]
    public SwitchParameter Refused { get; set; }

    private protected IEnumerable<DecisionRecord> Decisions()
    {
        AddressRange clients = default;
        if (Address is not null && !AddressRange.TryParse(Address, out clients, out var reason))
        {
            WriteError(Record(reason!, "AddressInvalid", ErrorCategory.InvalidArgument, Address));
            return [];
        }

        if (ReadSettings() is not { } settings)
            return [];
        var (start, end) = (EntryArguments.Moment(Start), EntryArguments.Moment(End));
        var names = Provider?.Select(static name => new WildcardPattern(name, WildcardOptions.IgnoreCase)).ToList();
        return new DecisionLogReader(FilterEngine.LogDirectory(settings, SettingsFilePath)).ReadNew(start)
            .Where(decision => !(decision.Timestamp >= end))
            .Where(decision => names is null || names.Exists(name => name.IsMatch(decision.Provider)))
            .Where(decision => Address is null || (decision.Client is { } client && clients.Contains(client)))
            .Where(decision => !Refused || decision.IsRefusal);
    }

    private protected void ReadLog(Action<DecisionRecord> each)
    {
        try
        {
            foreach (var decision in Decisions())
            {
                if (Stopping)
                    return;
                each(decision);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            WriteError(new ErrorRecord(failure, "LogNotRead", ErrorCategory.ReadError, SettingsFilePath));
        }
    }
}

/// <summary>Shows decisions of the log.</summary>
[Cmdlet(VerbsCommon.Get, "IpBlockLog")]
[OutputType(typeof(IpBlockLogEntry))]
public sealed class GetIpBlockLogCommand : LogReadingCmdlet
{
    /// <inheritdoc/>
    protected override void EndProcessing() => ReadLog(decision => WriteObject(new IpBlockLogEntry(decision)));
}

/// <summary>Counts the decisions of the log.</summary>
[Cmdlet(VerbsCommon.Get, "IpBlockStatistics")]
[OutputType(typeof(IpBlockStatistics))]
public sealed class GetIpBlockStatisticsCommand : LogReadingCmdlet
{
    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var statistics = new DecisionStatistics();
        ReadLog(statistics.Add);
        WriteObject(new IpBlockStatistics(statistics));
    }
}
