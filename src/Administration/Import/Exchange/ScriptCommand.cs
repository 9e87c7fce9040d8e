using System;
using System.Collections.Generic;

namespace IpBlock.Administration.Import.Exchange;

/// <summary>One call of a cmdlet in a script of PowerShell.</summary>
internal sealed class ScriptCommand(string name, int line, bool isConditional)
{
    private readonly Dictionary<string, ScriptArgument> _parameters = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>As it is written, such as Add-IPBlockListProvider.</summary>
    public string Name => name;

    /// <summary>The line it begins on, from 1.</summary>
    public int Line => line;

    /// <summary>True when it stands in a block, which may have run for some, more than once, or not at all.</summary>
    public bool IsConditional => isConditional;

    /// <summary>What stands without a parameter's name.</summary>
    public List<ScriptArgument> Positional { get; } = [];

    /// <summary>The parameters by their names as they are written; PowerShell takes the beginning of a name for the name.</summary>
    public IReadOnlyDictionary<string, ScriptArgument> Parameters => _parameters;

    /// <summary>Why it cannot be read without running it; null when it can.</summary>
    public string? WhyNot { get; set; }

    public void Set(string parameter, ScriptArgument argument) => _parameters[parameter] = argument;
}

/// <summary>The values of an argument.</summary>
/// <param name="Values">One or several; none for $null.</param>
/// <param name="Computed">What has to be computed, as it is written; null when all is written down.</param>
internal sealed record ScriptArgument(IReadOnlyList<string> Values, string? Computed)
{
    /// <summary>A parameter without a value is a switch.</summary>
    public static ScriptArgument Switch { get; } = new(["True"], null);
}
