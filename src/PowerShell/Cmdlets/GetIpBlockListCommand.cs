using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using IpBlock.Administration.InForce;
using IpBlock.Administration.Lists;
using IpBlock.PowerShell.Arguments;
using IpBlock.Time;

namespace IpBlock.PowerShell.Cmdlets;

/// <summary>Shows lists in files.</summary>
[Cmdlet(VerbsCommon.Get, "IpBlockList", HelpUri = Manual.Address)]
[OutputType(typeof(IpBlockList))]
public sealed class GetIpBlockListCommand : IpBlockCmdlet
{
    /// <summary>Names, in which stars stand for anything.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ArgumentCompleter(typeof(ListNameCompleter))]
    [TextOnly]
    public string[]? Identity { get; set; }

    private List<IpBlockList>? _all;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (ReadSettings() is { } settings)
            _all = [.. ListReport.All(settings, SettingsFilePath, Clock.System, InForceView.Read(SettingsFilePath, settings, Clock.System)).Select(static list => new IpBlockList(list))];
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (_all is null)
            return;
        foreach (var name in Identity ?? ["*"])
        {
            var pattern = new WildcardPattern(name, WildcardOptions.IgnoreCase);
            var found = _all.Where(list => pattern.IsMatch(list.Name) || string.Equals(list.Name, name, StringComparison.OrdinalIgnoreCase)).ToList();
            WriteObject(found.ConvertAll(static one => one.WithSettings()), enumerateCollection: true);
            if (found.Count == 0 && ProviderNames.IsPlain(name))
                WriteError(Record($"There is no list '{name}'.", "ListNotFound", ErrorCategory.ObjectNotFound, name));
        }
    }
}
