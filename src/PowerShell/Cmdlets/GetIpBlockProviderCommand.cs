using System.Linq;
using System.Management.Automation;
using IpBlock.Administration.InForce;
using IpBlock.Administration.Providers;
using IpBlock.PowerShell.Arguments;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.PowerShell.Cmdlets;

/// <summary>Shows providers.</summary>
[Cmdlet(VerbsCommon.Get, "IpBlockProvider", HelpUri = Manual.Address)]
[OutputType(typeof(IpBlockProvider))]
public sealed class GetIpBlockProviderCommand : IpBlockCmdlet
{
    /// <summary>Names, in which stars stand for anything.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ArgumentCompleter(typeof(ProviderNameCompleter))]
    [TextOnly]
    public string[]? Identity { get; set; }

    /// <summary>Only block or only allow providers.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public ProviderKind? Kind { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ReadSettings() is not { } settings)
            return;
        var all = ProviderReport.All(settings, Kind, HealthIn(settings), InForceView.Read(SettingsFilePath, settings, Clock.System)).ToList();
        foreach (var name in Identity ?? ["*"])
        {
            var pattern = new WildcardPattern(name, WildcardOptions.IgnoreCase);
            var found = all.FindAll(provider => pattern.IsMatch(provider.Settings.Name) || provider.IsCalled(name));
            WriteObject(found.ConvertAll(static provider => new IpBlockProvider(provider).WithSettings()), enumerateCollection: true);
            if (found.Count == 0 && ProviderNames.IsPlain(name))
                WriteError(Record($"There is no provider '{name}'.", "ProviderNotFound", ErrorCategory.ObjectNotFound, name));
        }
    }
}
