using System;
using System.Collections;
using System.Linq;
using System.Management.Automation;
using IpBlock.Administration.Editing;
using IpBlock.PowerShell.Arguments;
using IpBlock.PowerShell.Changes;
using IpBlock.Settings;

namespace IpBlock.PowerShell.Cmdlets;

/// <summary>Shows the settings that belong to no provider, entry or exception.</summary>
[Cmdlet(VerbsCommon.Get, "IpBlockConfig", HelpUri = Manual.Address)]
[OutputType(typeof(IpBlockConfig))]
public sealed class GetIpBlockConfigCommand : IpBlockCmdlet
{
    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (ReadSettings() is { } settings)
            WriteObject(IpBlockConfig.Of(settings, SettingsFilePath));
    }
}

/// <summary>Changes the settings that belong to no provider, entry or exception. Each is a parameter.</summary>
[Cmdlet(VerbsCommon.Set, "IpBlockConfig", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, HelpUri = Manual.Address)]
[OutputType(typeof(IpBlockConfig))]
public sealed class SetIpBlockConfigCommand : ChangingCmdlet, IDynamicParameters
{
    /// <summary>Recipients who get mail from listed clients too: a list, or a hashtable of Add and Remove.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public object? BypassedRecipients { get; set; }

    /// <summary>The text of the reply to a client on the local block list. Here, because it comes through the pipeline too.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("StaticEntryRejectionResponse")]
    [TextOnly]
    public string? BlockListResponse { get; set; }

    /// <summary>Any settings by their path in the settings file.</summary>
    [Parameter]
    [ValidateNotNull]
    public Hashtable? Setting { get; set; }

    private bool _recipientsWereTyped;

    /// <inheritdoc/>
    public object GetDynamicParameters() => SettingParameters.ForCall(GetType());

    // What is bound before the first object comes was typed.
    /// <inheritdoc/>
    protected override void BeginProcessing() => _recipientsWereTyped = MyInvocation.BoundParameters.ContainsKey(nameof(BypassedRecipients));

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var given = BoundArguments.Of(MyInvocation);
        var path = SettingsFilePath;
        try
        {
            var edits = ConfigArguments.Read(given, Present ?? new FilterSettings()).Select(static one => SettingsEdit.Set(one.Key, one.Value)).ToList();
            if (given.TryGetValue(nameof(BypassedRecipients), out var recipients) && (_recipientsWereTyped || MultiValued.Read(recipients).SaysSomething))
                edits.AddRange(ConfigArguments.Recipients(recipients, Present?.Exceptions.Recipients ?? []));
            Submit(new Change(ChangeKind.Alters, "Config", path, path, settings => IpBlockConfig.Of(settings, path), [.. edits]), "Set");
        }
        catch (ArgumentException bad)
        {
            WriteError(new ErrorRecord(bad, "ConfigInvalid", ErrorCategory.InvalidArgument, path));
        }
    }
}
