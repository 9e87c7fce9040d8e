using System;
using System.Globalization;
using IpBlock.Administration.Logs;
using IpBlock.Reporting;
using IpBlock.Service.Terminal;

namespace IpBlock.Service.Commands.Logs;

/// <summary>A decision for scripts: every column of the log under its name, and what can be told from several.</summary>
internal static class LogJson
{
    public static void Write(JsonObject json, DecisionRecord record)
    {
        for (var i = 0; i < LogColumns.All.Count; i++)
        {
            var name = char.ToLowerInvariant(LogColumns.All[i].Name[0]) + LogColumns.All[i].Name[1..];
            if (string.Equals(name, "milliseconds", StringComparison.Ordinal))
                json.Set(name, record.Milliseconds);
            else
                json.Set(name, string.Equals(name, "timestamp", StringComparison.Ordinal) ? record.Timestamp.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture) : record[i]);
        }

        json.Set("client", record.Client?.ToString()).Set("refused", record.IsRefusal).Set("reported", record.IsReport);
    }
}
