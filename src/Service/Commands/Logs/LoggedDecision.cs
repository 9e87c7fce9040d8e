using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Administration.Logs;
using IpBlock.Service.Terminal;
using IpBlock.Settings;

namespace IpBlock.Service.Commands.Logs;

/// <summary>Finds the decisions that somebody asks about: a line of the log as it stands there, or the id of a session.</summary>
internal static class LoggedDecision
{
    public const string Description = "A line of the log file, or the ID of a session (the second field; sessionId in ipblock log --json).";

    /// <summary>The decisions, oldest first; none, after the reason was said, when there is none.</summary>
    public static IReadOnlyList<DecisionRecord> Find(Session session, FilterSettings settings, string what)
    {
        if (what.Contains(',', StringComparison.Ordinal))
        {
            if (DecisionRecord.TryParse(what.Trim(), out var line))
                return [line];
            session.Fail("this is not a line of the log in the format of this version; use the session ID instead");
            return [];
        }

        var found = new LogQuery { Session = what }.ReadBackwards(DecisionLogReader.For(settings, session.SettingsPath)).Take(MostOfASession).Reverse().ToList();
        if (found.Count == 0)
            session.Fail($"the log has no session '{what}'; to see the decisions, run ipblock log");
        return found;
    }

    // Ids are used again after a restart of some mail servers: of a session that many lines are enough.
    private const int MostOfASession = 100;
}
