using System;
using System.CommandLine;
using IpBlock.Service.Terminal;
using IpBlock.Settings;

namespace IpBlock.Service.Commands.Logs;

/// <summary>From when on decisions are looked at.</summary>
internal static class Since
{
    public static Option<string?> Option(string more = "") => new("--since") { Description = "Only what came after: 1h, 7d, 2026-12-31 or 2026-12-31T18:00:00Z." + more, HelpName = "WHEN" };

    public static bool TryRead(Session session, string? text, out DateTimeOffset? since)
    {
        since = null;
        if (text is null)
            return true;
        var now = session.Clock.UtcNow;
        if (Duration.TryParse(text, out var duration, out _))
            since = duration < now - DateTimeOffset.UnixEpoch ? now - duration : DateTimeOffset.UnixEpoch;
        else if (PointInTime.TryParse(text, out var moment, out _))
            since = IsDay(text) ? moment.AddDays(-1) : moment;
        else
            session.Fail($"--since '{text}' is neither a duration nor a date; write 1h, 7d, 2026-12-31 or 2026-12-31T18:00:00Z");
        return since is not null;
    }

    // As an end, a date alone means the end of the day; as a beginning, its beginning.
    private static bool IsDay(string text) => !text.Contains('T');
}
