namespace IpBlock.Settings;

/// <summary>Sizes as the settings write them: <c>64KB</c>, <c>10MB</c>, <c>1GB</c>. A kilobyte has 1024 bytes, as Explorer and <c>ls -h</c> count.</summary>
public static class ByteSize
{
    private static readonly (string Unit, long Factor)[] Units = [("B", 1), ("KB", 1L << 10), ("MB", 1L << 20), ("GB", 1L << 30)];

    /// <summary>Reads a whole number with its unit. A bare number is refused.</summary>
    public static bool TryParse(string? text, out long bytes, out string? reason)
    {
        reason = Quantity.Read((text ?? "").Trim(), "size", Units, out bytes);
        if (reason is not null)
            reason += "; write a whole number and a unit, such as 64KB, 10MB or 1GB";
        return reason is null;
    }

    /// <summary>In the largest unit that leaves no rest.</summary>
    public static string Format(long bytes) => Quantity.Format(bytes, Units);
}
