using System;
using System.Globalization;
using IpBlock.Administration.Logs;

namespace IpBlock.Service.Commands.Logs;

/// <summary>A decision for people, on one line.</summary>
/// <param name="isLocal">True for the times of this machine, false for UTC.</param>
internal sealed class LogText(bool isLocal)
{
    public string Line(DecisionRecord record)
    {
        var client = record.Client?.ToString() ?? record.RemoteEndpoint;
        var why = record.Rule.Length == 0 ? "" : "  " + record.Rule + (record.Provider.Length > 0 ? " " + record.Provider : "");
        return $"{Time(record.Timestamp)}  {record.Action,-16}  {client,-15}{why}"
            + (record.Score.Length > 0 ? "  score " + record.Score : "")
            + (record.ReturnCodes.Length > 0 ? "  " + record.ReturnCodes : "")
            + (record.Sender.Length > 0 ? "  from " + record.Sender : "")
            + (record.Recipient.Length > 0 ? "  to " + record.Recipient : "")
            + (record.Policy.Length > 0 ? "  by policy " + record.Policy : "")
            + (record.Missing.Length > 0 ? "  without " + record.Missing : "");
    }

    public string Time(DateTimeOffset time) => isLocal
        ? time.ToLocalTime().ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture)
        : time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
