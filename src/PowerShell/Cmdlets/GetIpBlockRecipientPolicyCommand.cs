using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using IpBlock.Administration.Policies;
using IpBlock.PowerShell.Arguments;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.PowerShell.Cmdlets;

/// <summary>Shows recipient policies, or the one by which a recipient's mail is judged.</summary>
[Cmdlet(VerbsCommon.Get, "IpBlockRecipientPolicy", DefaultParameterSetName = "Identity", HelpUri = Manual.Address)]
[OutputType(typeof(IpBlockRecipientPolicy))]
public sealed class GetIpBlockRecipientPolicyCommand : IpBlockCmdlet
{
    /// <summary>Names, in which stars stand for anything.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Identity")]
    [Alias("Name")]
    [ArgumentCompleter(typeof(PolicyNameCompleter))]
    [TextOnly]
    public string[]? Identity { get; set; }

    /// <summary>A recipient: the policy that counts for it, nothing when its mail is judged as everybody's.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Recipient")]
    [ValidateNotNullOrEmpty]
    [TextOnly]
    public string? Recipient { get; set; }

    private FilterSettings? _settings;
    private IReadOnlyList<PolicyReport> _all = [];

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _settings = ReadSettings();
        if (_settings is { } settings)
            _all = PolicyReport.All(settings, SettingsFilePath, Clock.System);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (_settings is not { } settings)
            return;
        if (Recipient is not null)
        {
            if (PolicyOfRecipient.Find(settings, SettingsFilePath, Recipient, Clock.System).Policy is { } counting)
                WriteObject(new IpBlockRecipientPolicy(counting).WithSettings());
            return;
        }

        foreach (var name in Identity ?? ["*"])
        {
            var pattern = new WildcardPattern(name, WildcardOptions.IgnoreCase);
            var found = _all.Where(policy => pattern.IsMatch(policy.Settings.Name) || policy.IsCalled(name)).ToList();
            WriteObject(found.ConvertAll(static one => new IpBlockRecipientPolicy(one).WithSettings()), enumerateCollection: true);
            if (found.Count == 0 && ProviderNames.IsPlain(name))
                WriteError(Record($"There is no recipient policy '{name}'.", "RecipientPolicyNotFound", ErrorCategory.ObjectNotFound, name));
        }
    }
}
