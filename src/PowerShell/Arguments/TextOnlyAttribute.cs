using System;
using System.Collections;
using System.Management.Automation;

namespace IpBlock.PowerShell.Arguments;

/// <summary>Refuses a hashtable where text is meant: PowerShell would make the words System.Collections.Hashtable of it.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
internal sealed class TextOnlyAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        Refuse(inputData);
        if ((inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is IEnumerable list and not string)
        {
            foreach (var element in list)
                Refuse(element);
        }

        return inputData;
    }

    private static void Refuse(object? value)
    {
        if ((value is PSObject wrapped ? wrapped.BaseObject : value) is IDictionary)
            throw new ArgumentTransformationMetadataException("@{Add=…; Remove=…} is not supported here; write the values, separated by commas.");
    }
}
