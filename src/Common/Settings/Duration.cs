using System;

namespace IpBlock.Settings;

/// <summary>Durations as the settings write them: <c>500ms</c>, <c>2s</c>, <c>5m</c>, <c>1h</c>, <c>7d</c>.</summary>
public static class Duration
{
    private static readonly (string Unit, long Factor)[] Units =
    [
        ("ms", TimeSpan.TicksPerMillisecond),
        ("s", TimeSpan.TicksPerSecond),
        ("m", TimeSpan.TicksPerMinute),
        ("h", TimeSpan.TicksPerHour),
        ("d", TimeSpan.TicksPerDay),
    ];

    /// <summary>Reads a whole number with its unit. A bare number is refused: seconds to one reader are milliseconds to the next.</summary>
    public static bool TryParse(string? text, out TimeSpan duration, out string? reason)
    {
        reason = Quantity.Read((text ?? "").Trim(), "duration", Units, out var ticks);
        duration = TimeSpan.FromTicks(ticks);
        if (reason is not null)
            reason += "; write a whole number and a unit, such as 500ms, 2s, 5m, 1h or 7d";
        return reason is null;
    }

    /// <summary>In the largest unit that leaves no rest; parts of a millisecond are dropped.</summary>
    public static string Format(TimeSpan duration) =>
        duration == TimeSpan.Zero ? "0s" : Quantity.Format(duration.Ticks - duration.Ticks % TimeSpan.TicksPerMillisecond, Units);
}
