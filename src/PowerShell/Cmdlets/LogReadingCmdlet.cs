using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using IpBlock.Addresses;
using IpBlock.Administration.Comparison;
using IpBlock.Administration.Logs;
using IpBlock.PowerShell.Arguments;
using IpBlock.Settings;

namespace IpBlock.PowerShell.Cmdlets;

/// <summary>A cmdlet that reads the decision log.</summary>
public abstract class LogReadingCmdlet : IpBlockCmdlet
{
    private List<WildcardPattern>? _names;

    /// <summary>Decisions from then on; local time where nothing else is said.</summary>
    [Parameter]
    [Alias("StartDate")]
    public DateTime? Start { get; set; }

    /// <summary>Decisions before then.</summary>
    [Parameter]
    [Alias("EndDate")]
    public DateTime? End { get; set; }

    /// <summary>Decisions by these providers, in whose names stars stand for anything.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ProviderNameCompleter))]
    [ValidateNotNullOrEmpty]
    [TextOnly]
    public string[]? Provider { get; set; }

    /// <summary>Decisions about clients of this address or range.</summary>
    [Parameter]
    [Alias("IPAddress")]
    [ValidateNotNullOrEmpty]
    [TextOnly]
    public string? Address { get; set; }

    /// <summary>Decisions about mail to this recipient; a star stands for anything.</summary>
    [Parameter]
    [Alias("Recipients")]
    [ValidateNotNullOrEmpty]
    [TextOnly]
    public string? Recipient { get; set; }

    /// <summary>Decisions about mail of this sender; a star stands for anything.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [TextOnly]
    public string? Sender { get; set; }

    /// <summary>Decisions by this rule.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [TextOnly]
    public string? Rule { get; set; }

    /// <summary>Decisions that have this text in their reason, reply or return codes.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [TextOnly]
    public string? Reason { get; set; }

    /// <summary>Decisions of this session.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [TextOnly]
    public string? SessionId { get; set; }

    /// <summary>Only what was rejected or deferred.</summary>
    [Parameter]
    public SwitchParameter Refused { get; set; }

    /// <summary>Only what would have been rejected or deferred, and was reported instead.</summary>
    [Parameter]
    public SwitchParameter Reported { get; set; }

    private protected IEnumerable<DecisionRecord> Decisions(ListComparison? comparison)
    {
        AddressRange clients = default;
        if (Address is not null && !AddressRange.TryParse(Address, out clients, out var reason))
        {
            WriteError(Record(reason!, "AddressInvalid", ErrorCategory.InvalidArgument, Address));
            return [];
        }

        if (ReadSettings() is not { } settings)
            return [];
        Settings = settings;
        var query = new LogQuery
        {
            Since = EntryArguments.Moment(Start),
            Until = EntryArguments.Moment(End),
            Clients = Address is null ? null : clients,
            Provider = IsWanted,
            Recipient = Recipient,
            Sender = Sender,
            Rule = Rule,
            Reason = Reason,
            Session = SessionId,
            OnlyRefusals = Refused,
            OnlyReports = Reported,
        };
        var reader = DecisionLogReader.For(settings, SettingsFilePath);
        return MostDecisions == int.MaxValue ? query.Read(reader, comparison) : query.ReadLast(reader, MostDecisions);
    }

    /// <summary>The settings that the log was found by; null until it has been.</summary>
    private protected FilterSettings? Settings { get; private set; }

    /// <summary>True for the providers that were asked for, and when none was.</summary>
    private protected bool IsWanted(string provider)
    {
        _names ??= Provider?.Select(static name => new WildcardPattern(name, WildcardOptions.IgnoreCase)).ToList() ?? [];
        return Provider is null || _names.Exists(name => name.IsMatch(provider));
    }

    /// <summary>How many decisions are read: the last ones.</summary>
    private protected virtual int MostDecisions => int.MaxValue;

    private protected void ReadLog(Action<DecisionRecord> each, ListComparison? comparison = null)
    {
        try
        {
            foreach (var decision in Decisions(comparison))
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
[Cmdlet(VerbsCommon.Get, "IpBlockLog", HelpUri = Manual.Address)]
[OutputType(typeof(IpBlockLogEntry))]
public sealed class GetIpBlockLogCommand : LogReadingCmdlet
{
    /// <summary>How many are handed out at most, the last ones; Unlimited for all.</summary>
    [Parameter]
    [ResultSize]
    [ValidateRange(1, ResultSizeAttribute.Unlimited)]
    public int ResultSize { get; set; } = ResultSizeAttribute.Unlimited;

    private protected override int MostDecisions => ResultSize;

    /// <inheritdoc/>
    protected override void EndProcessing() => ReadLog(decision => WriteObject(IpBlockLogEntry.Of(decision)));
}

/// <summary>Counts the decisions of the log.</summary>
[Cmdlet(VerbsCommon.Get, "IpBlockStatistics", HelpUri = Manual.Address)]
[OutputType(typeof(IpBlockStatistics))]
public sealed class GetIpBlockStatisticsCommand : LogReadingCmdlet
{
    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var statistics = new DecisionStatistics();
        var comparison = new ListComparison();
        ReadLog(statistics.Add, comparison);
        if (Stopping)
            return;
        var lists = Settings is { } settings ? comparison.Compare(settings).Where(list => IsWanted(list.Name)) : [];
        WriteObject(new IpBlockStatistics(statistics, [.. lists.Select(static list => new IpBlockListStatistics(list))]));
    }
}
