using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using IpBlock.Addresses;
using IpBlock.Administration.Editing;
using IpBlock.Administration.Logs;
using IpBlock.Administration.Replay;
using IpBlock.PowerShell.Arguments;
using IpBlock.PowerShell.Changes;
using IpBlock.Providers.Zones;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.PowerShell.Cmdlets;

/// <summary>Judges the decisions of the log again, by other settings.</summary>
[Cmdlet(VerbsDiagnostic.Test, "IpBlockReplay", HelpUri = Manual.Address)]
[OutputType(typeof(IpBlockReplay))]
public sealed class TestIpBlockReplayCommand : IpBlockCmdlet
{
    private const int Step = 1000;

    /// <summary>The settings file to try; the settings in force when none is given.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [TextOnly]
    public string? Path { get; set; }

    /// <summary>Decisions from then on; local time where nothing else is said.</summary>
    [Parameter]
    [Alias("Start")]
    public DateTime? StartDate { get; set; }

    /// <summary>Decisions before then.</summary>
    [Parameter]
    [Alias("End")]
    public DateTime? EndDate { get; set; }

    /// <summary>Decisions about clients of this address or range.</summary>
    [Parameter]
    [Alias("IPAddress")]
    [ValidateNotNullOrEmpty]
    [TextOnly]
    public string? Address { get; set; }

    /// <summary>Decisions that this list takes part in: it lists the client, or decides before or after.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ProviderNameCompleter))]
    [ValidateNotNullOrEmpty]
    [TextOnly]
    public string? Provider { get; set; }

    /// <summary>Decisions about mail for this recipient.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [TextOnly]
    public string? Recipient { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        AddressRange clients = default;
        if (Address is not null && !AddressRange.TryParse(Address, out clients, out var reason))
        {
            WriteError(Record(reason!, "AddressInvalid", ErrorCategory.InvalidArgument, Address));
            return;
        }

        if (ReadSettings() is not { } before || Candidate(before) is not { } candidate)
            return;
        var query = new LogQuery { Since = EntryArguments.Moment(StartDate), Until = EntryArguments.Moment(EndDate), Clients = Address is null ? null : clients, Recipient = Recipient };
        try
        {
            using var replay = new Replay(candidate.Settings, candidate.Path, before);
            var provider = Provider;
            var report = ReplayReport.Of(
                replay, query, DecisionLogReader.For(before, SettingsFilePath), provider is null ? null : name => string.Equals(name, provider, StringComparison.OrdinalIgnoreCase), Progress());
            WriteObject(new IpBlockReplay(report));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            WriteError(new ErrorRecord(failure, "LogNotRead", ErrorCategory.ReadError, SettingsFilePath));
        }
    }

    private (FilterSettings Settings, string Path)? Candidate(FilterSettings inForce)
    {
        if (Path is null)
            return (inForce, SettingsFilePath);
        var path = GetUnresolvedProviderPathFromPSPath(Path);
        var load = SettingsFile.Load(path);
        if (load.Settings is not { } settings)
        {
            WriteErrors(load.Errors, Refusal.Reading(path), path);
            return null;
        }

        foreach (var warning in SettingsWarnings.Added(inForce, settings, Clock.System.UtcNow, SiteZones.Read(SettingsFilePath).Table))
            WriteWarning(warning);
        return (settings, path);
    }

    private Action Progress()
    {
        long count = 0;
        var progress = new ProgressRecord(0, "Evaluating the logged decisions again", " ");
        return () =>
        {
            if (Stopping)
                throw new PipelineStoppedException();
            if (++count % Step != 0)
                return;
            progress.StatusDescription = count.ToString("N0", System.Globalization.CultureInfo.CurrentCulture);
            WriteProgress(progress);
        };
    }
}
