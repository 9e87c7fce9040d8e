using System;
using System.CommandLine;
using IpBlock.Service.Terminal;
using IpBlock.Settings;

namespace IpBlock.Service.Commands;

/// <summary>When an entry ends: after a duration, or at a date.</summary>
internal static class Expiry
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(365_000);

    public static Option<string?> Option() => new("--expires") { Description = "When it expires: 7d, 12h, 2026-12-31 or 2026-12-31T18:00:00Z. Default: never.", HelpName = "WHEN" };

    public static Option<string?> Comment() => new("--comment") { Description = "A comment, such as the reason.", HelpName = "TEXT" };

    public static Option<bool> Force() => new("--force") { Description = "Allow a range that covers half of all addresses or more, such as 0.0.0.0/0, which is otherwise an error." };

    /// <summary>False, after the reason was said, for a text that is neither duration nor date.</summary>
    public static bool TryRead(Session session, string? text, out DateTimeOffset? expires)
    {
        expires = null;
        if (text is null)
            return true;
        var now = session.Clock.UtcNow;
        if (Duration.TryParse(text, out var duration, out _))
            expires = Whole(now + (duration < Longest ? duration : Longest));
        else if (PointInTime.TryParse(text, out var moment, out _))
            expires = moment;
        else
            session.Fail($"--expires '{text}' is neither a duration nor a date; write 7d, 12h, 2026-12-31 or 2026-12-31T18:00:00Z");
        if (!(expires <= now))
            return expires is not null;
        session.Fail($"--expires '{text}' is in the past");
        return false;
    }

    public static string InWords(DateTimeOffset? expires, DateTimeOffset now) =>
        expires is not { } moment ? "never" : PointInTime.Format(moment) + (moment <= now ? " (expired)" : "");

    private static DateTimeOffset Whole(DateTimeOffset moment) => moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerSecond));
}
