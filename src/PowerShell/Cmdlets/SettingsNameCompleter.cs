using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using IpBlock.Settings;

namespace IpBlock.PowerShell.Cmdlets;

/// <summary>Completes names from the settings file that the command line names.</summary>
public abstract class SettingsNameCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var path = fakeBoundParameters["SettingsPath"]?.ToString() ?? SettingsPath.Default;
        return Complete(SettingsFile.Load(path).Settings, fakeBoundParameters, wordToComplete)
            .Select(static name => new CompletionResult(name, name.Trim('\''), CompletionResultType.ParameterValue, name.Trim('\'')));
    }

    // The words that complete what was typed so far, quoted where PowerShell needs it.
    private protected abstract IEnumerable<string> Complete(FilterSettings? settings, IDictionary given, string? word);
}
