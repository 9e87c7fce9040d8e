using System;
using System.Management.Automation;

namespace IpBlock.PowerShell.Arguments;

/// <summary>A number of results as Exchange's cmdlets take it: Unlimited is one too.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
internal sealed class ResultSizeAttribute : ArgumentTransformationAttribute
{
    public const int Unlimited = int.MaxValue;

    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        string.Equals(inputData?.ToString(), nameof(Unlimited), StringComparison.OrdinalIgnoreCase) ? Unlimited : inputData;
}
