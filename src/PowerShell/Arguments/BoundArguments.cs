using System;
using System.Collections.Generic;
using System.Management.Automation;

namespace IpBlock.PowerShell.Arguments;

/// <summary>The arguments that were given, without PowerShell's wrappers.</summary>
internal static class BoundArguments
{
    public static IReadOnlyDictionary<string, object?> Of(InvocationInfo invocation)
    {
        var arguments = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (var argument in invocation.BoundParameters)
            arguments[argument.Key] = Unwrapped(argument.Value);
        return arguments;
    }

    // What came over the wire from Exchange stays wrapped: its text is the wrapper's.
    private static object? Unwrapped(object? value) => value switch
    {
        PSObject { BaseObject: PSCustomObject } wrapper => wrapper,
        PSObject wrapper => wrapper.BaseObject,
        _ => value,
    };
}
