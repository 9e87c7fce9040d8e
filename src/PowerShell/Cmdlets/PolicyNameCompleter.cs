using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using IpBlock.PowerShell.Arguments;
using IpBlock.Settings;

namespace IpBlock.PowerShell.Cmdlets;

/// <summary>Completes the names of recipient policies from the settings file that the command line names.</summary>
public sealed class PolicyNameCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var path = fakeBoundParameters["SettingsPath"]?.ToString() ?? SettingsPath.Default;
        return ProviderNames.Complete(SettingsFile.Load(path).Settings?.RecipientPolicies.Select(static policy => policy.Name) ?? [], wordToComplete)
            .Select(static name => new CompletionResult(name, name.Trim('\''), CompletionResultType.ParameterValue, name.Trim('\'')));
    }
}
