using System;
using System.Globalization;
using System.Management.Automation;
using System.Net;

namespace IpBlock.PowerShell.Arguments;

/// <summary>A bit mask as a number, such as 256 for 0.0.1.0: PowerShell would read its octets from the other end.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
internal sealed class BitMaskAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        var text = value is null or IPAddress ? "" : Convert.ToString(value, CultureInfo.InvariantCulture);
        if (!uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var bits))
            return inputData;
        return new IPAddress([(byte)(bits >> 24), (byte)(bits >> 16), (byte)(bits >> 8), (byte)bits]);
    }
}
