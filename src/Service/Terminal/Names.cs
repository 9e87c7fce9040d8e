using System;

namespace IpBlock.Service.Terminal;

/// <summary>Names of the engine as JSON and tables write them.</summary>
internal static class Names
{
    public static string Camel<T>(T value) where T : struct, Enum
    {
        var name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
