using System;
using System.IO;
using System.Threading.Tasks;
using IpBlock.Administration.Checking;
using IpBlock.Administration.History;
using IpBlock.Administration.Logs;
using IpBlock.Settings;

namespace IpBlock.Administration.Replay;

/// <summary>
/// Why a decision of the log was made: by the settings of the time, which the history has, and what the lists said, which the line has. Nobody is asked. Where the two do not lead to what was
/// decided, because the history does not go back that far or a list in a file is not what it was, the line's own steps are all there is.
/// </summary>
public sealed class LoggedReason
{
    private LoggedReason(DecisionRecord line, CheckReport? report, SettingsAt? settings, string note)
    {
        Line = line;
        Report = report;
        Settings = settings;
        Note = note;
    }

    /// <summary>The decision as it was logged, with its steps.</summary>
    public DecisionRecord Line { get; }

    /// <summary>The way through the rules as <c>check</c> tells it; null where only the line's own steps are known.</summary>
    public CheckReport? Report { get; }

    /// <summary>The settings that were in force; null where they are not known.</summary>
    public SettingsAt? Settings { get; }

    /// <summary>What is to be known about the report, or why there is none; empty when there is nothing to say.</summary>
    public string Note { get; }

    /// <summary>Finds out.</summary>
    /// <param name="line">The decision.</param>
    /// <param name="settingsPath">The settings file by whose history the settings of the time are known.</param>
    /// <exception cref="IOException">The history cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">This account may not read it.</exception>
    public static async Task<LoggedReason> FindAsync(DecisionRecord line, string settingsPath)
    {
        if (line is null)
            throw new ArgumentNullException(nameof(line));
        using var history = SettingsHistory.Open(settingsPath);
        if (history.At(line.Timestamp) is not { } then)
            return new LoggedReason(line, null, null, "the settings at the time are not available: the steps are shown as logged");
        using var replay = new Replay(then.Settings, settingsPath, then.Settings);
        var judged = replay.Judge(line);
        if (judged.After is null || judged.IsChanged || judged.Verdict is null)
            return new LoggedReason(line, null, then, "the settings at the time do not reproduce this decision, because lists or files have changed: the steps are shown as logged");
        return new LoggedReason(line, await replay.ExplainAsync(line).ConfigureAwait(false), then, "");
    }
}
