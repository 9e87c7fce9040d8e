using System;
using System.Collections.Generic;
using System.IO;
using IpBlock.Administration.Logs;
using IpBlock.Administration.Logs.Reading;
using IpBlock.Files;
using IpBlock.Reporting;

namespace IpBlock.Fleet.Log;

/// <summary>Lines of a file that go up together.</summary>
internal sealed class LogBatch
{
    private const string Hidden = "(hidden)";

    private LogBatch(LogPosition from) => (From, To) = (from, from);

    public LogPosition From { get; }

    /// <summary>How far the file has gone up once these are in the database.</summary>
    public LogPosition To { get; private set; }

    public List<DecisionRecord> Decisions { get; } = [];

    /// <summary>How often lists were asked: the lines as they are, and when the time ends that they are about.</summary>
    public List<(UsageRecord Usage, string Line)> Usage { get; } = [];

    /// <summary>False when the file ends here, for now.</summary>
    public bool IsMore { get; private set; }

    /// <summary>The lines behind a position.</summary>
    /// <returns>Null when the file is not there any more, or is not the one whose beginning went up.</returns>
    public static LogBatch? Read(string folder, LogPosition from, int most, bool withoutMailboxes)
    {
        var batch = new LogBatch(from);
        try
        {
            using var stream = RegularFile.OpenRead(Path.Combine(folder, from.File));
            if (Fingerprint.Find(stream, from.Position, from.Print) is not { } print)
                return null;
            batch.Read(stream, print, most, withoutMailboxes);
            return batch;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new FleetException($"{Path.Combine(folder, from.File)} cannot be read: {failure.Message}", failure);
        }
    }

    private void Read(FileStream stream, Fingerprint print, int most, bool withoutMailboxes)
    {
        var (fields, position, lines) = (From.Fields, From.Position, 0);
        var header = LogHeader.TryParse(fields) ?? LogHeader.Current;
        foreach (var line in LogLineReader.Read(stream, position, print))
        {
            position = line.End;
            if (line.Text.StartsWith('#'))
            {
                if (LogHeader.TryParse(line.Text) is { } other)
                    (header, fields) = (other, line.Text);
                else if (UsageLine.TryParse(line.Text, out var usage))
                    Usage.Add((usage, line.Text));
            }
            else if (DecisionRecord.TryParse(line.Text, header, out var decision))
            {
                Decisions.Add(withoutMailboxes ? decision.WithoutMailboxes(Hidden) : decision);
            }

            IsMore = ++lines == most;
            if (IsMore)
                break;
        }

        To = new LogPosition(From.File, position, print.Value, fields, stream.Length);
    }
}
