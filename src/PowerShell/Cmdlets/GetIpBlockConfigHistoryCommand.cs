using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Management.Automation;
using IpBlock.Administration.Editing;
using IpBlock.Administration.History;
using IpBlock.PowerShell.Arguments;

namespace IpBlock.PowerShell.Cmdlets;

/// <summary>Shows the changes of the settings, the newest first.</summary>
[Cmdlet(VerbsCommon.Get, "IpBlockConfigHistory", HelpUri = Manual.Address)]
[OutputType(typeof(IpBlockConfigChange))]
public sealed class GetIpBlockConfigHistoryCommand : IpBlockCmdlet
{
    /// <summary>Only the changes of these numbers.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Identity")]
    [ValidateRange(1, int.MaxValue)]
    public int[]? Number { get; set; }

    /// <summary>How many are handed out at most; Unlimited for all.</summary>
    [Parameter]
    [ResultSize]
    [ValidateRange(1, ResultSizeAttribute.Unlimited)]
    public int ResultSize { get; set; } = ResultSizeAttribute.Unlimited;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var path = SettingsFilePath;
        try
        {
            Keep(path);
            using var history = SettingsHistory.Open(path);
            if (Number is null)
            {
                foreach (var change in history.Newest(ResultSize).TakeWhile(_ => !Stopping))
                    WriteObject(new IpBlockConfigChange(change));
                return;
            }

            foreach (var number in Number)
                Show(history, number);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            WriteError(new ErrorRecord(failure, "HistoryNotRead", ErrorCategory.ReadError, path));
        }
    }

    // What was changed by hand gets its number here.
    private void Keep(string path)
    {
        using var history = SettingsHistory.Open(path);
        if (history.HasUnkept && new SettingsEditor(path).Notice() is { } warning)
            WriteWarning(warning);
    }

    private void Show(SettingsHistory history, int number)
    {
        if (history.Find(number) is { } change)
            WriteObject(new IpBlockConfigChange(change));
        else
            WriteError(Record("There is no change " + number.ToString(CultureInfo.InvariantCulture) + " in the history.", "ChangeNotFound", ErrorCategory.ObjectNotFound, number));
    }
}
