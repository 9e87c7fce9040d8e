using System;
using Newtonsoft.Json;

namespace IpBlock;

/// <summary>What comes of reading a file that IpBlock has written and somebody has damaged: no JSON, or values of another shape, for which Json.NET has no exception of its own.</summary>
public static class DamagedJson
{
    /// <summary>True when such damage is behind the failure.</summary>
    /// <param name="failure">What reading has thrown.</param>
    public static bool Explains(Exception failure) =>
        failure is JsonException or FormatException or ArgumentException or InvalidCastException or InvalidOperationException or OverflowException;
}
