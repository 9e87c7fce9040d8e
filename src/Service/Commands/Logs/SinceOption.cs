using System;
using System.CommandLine;
using IpBlock.Administration.Logs;
using IpBlock.Service.Terminal;

namespace IpBlock.Service.Commands.Logs;

/// <summary>From when on decisions are looked at.</summary>
internal static class SinceOption
{
    public static Option<string?> Create(string more = "") => new("--since") { Description = "Only decisions after this time: 1h, 7d, 2026-12-31 or 2026-12-31T18:00:00Z." + more, HelpName = "WHEN" };

    /// <summary>False, after the reason was said, for a text that is neither duration nor date.</summary>
    public static bool TryRead(Session session, string? text, out DateTimeOffset? since, string option = "--since")
    {
        since = null;
        if (text is null)
            return true;
        if (Since.TryParse(text, session.Clock.UtcNow, out var moment))
            since = moment;
        else
            session.Fail($"{option} '{text}' is neither a duration nor a date; write 1h, 7d, 2026-12-31 or 2026-12-31T18:00:00Z");
        return since is not null;
    }
}
