using System;
using System.Management.Automation;

namespace IpBlock.PowerShell.Arguments;

/// <summary>
/// True and false as they come: Import-Csv brings them as text. PowerShell takes any text that is not empty for true, or none for false, and says nothing; here what is neither is an error.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
internal sealed class TruthAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (value is null or bool or SwitchParameter)
            return inputData;
        var text = value.ToString()?.Trim().TrimStart('$') ?? "";
        if (text.Length == 0)
            return null;
        if (bool.TryParse(text, out var truth))
            return truth;
        return text switch
        {
            "1" => true,
            "0" => false,
            _ => throw new ArgumentTransformationMetadataException($"'{text}' is neither true nor false; write $true or $false, in a file True or False."),
        };
    }
}
