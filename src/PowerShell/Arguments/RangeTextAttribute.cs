using System;
using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;

namespace IpBlock.PowerShell.Arguments;

/// <summary>Addresses as text. Of an object that came through the pipeline as a whole, such as one of Exchange's entries, its IPRange.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
internal sealed class RangeTextAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (value is IDictionary)
            throw new ArgumentTransformationMetadataException("A hashtable is not supported here; write addresses or ranges, separated by commas.");
        if (value is IEnumerable list and not string)
        {
            var texts = new List<string>();
            foreach (var element in list)
                texts.Add(TextOf(element));
            return texts.ToArray();
        }

        return inputData is null ? null : TextOf(inputData);
    }

    private static string TextOf(object? one) =>
        (one is PSObject { BaseObject: not string } whole ? (whole.Properties["IPRange"] ?? whole.Properties["IPAddress"])?.Value ?? one : one)?.ToString() ?? "";
}
