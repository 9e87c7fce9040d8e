using System;
using System.Collections.Generic;
using System.Management.Automation;
using IpBlock.Administration.Logs;
using IpBlock.Reporting;

namespace IpBlock.PowerShell;

/// <summary>A decision of the log.</summary>
public sealed class IpBlockLogEntry
{
    private IpBlockLogEntry(DecisionRecord record)
    {
        Timestamp = record.Timestamp.LocalDateTime;
        SessionId = record.SessionId;
        IPAddress = record.Client?.ToString() ?? "";
        LocalEndpoint = record.LocalEndpoint;
        RemoteEndpoint = record.RemoteEndpoint;
        Event = record.Event;
        Action = record.Action;
        SmtpResponse = record.SmtpResponse;
        Rule = record.Rule;
        Provider = record.Provider;
        ReturnCodes = record.ReturnCodes;
        Reason = record.Reason;
        Recipient = record.Recipient;
        Missing = [.. record.MissingProviders()];
        Milliseconds = record.Milliseconds;
        Refused = record.IsRefusal;
        Reported = record.IsReport;
    }

    /// <summary>The entry with every column of the log: those that the class has no member for are note properties, as text.</summary>
    internal static PSObject Of(DecisionRecord record)
    {
        var entry = new PSObject(new IpBlockLogEntry(record));
        for (var i = 0; i < LogColumns.All.Count; i++)
        {
            var name = LogColumns.All[i].Name;
            if (typeof(IpBlockLogEntry).GetProperty(name) is null)
                entry.Properties.Add(new PSNoteProperty(name, record[i]), preValidated: true);
        }

        return entry;
    }

    /// <summary>When, in local time.</summary>
    public DateTime Timestamp { get; }

    /// <summary>The session's id, as the mail server's own logs have it.</summary>
    public string SessionId { get; }

    /// <summary>The client's address; empty when the line does not name it.</summary>
    public string IPAddress { get; }

    /// <summary>Address and port of the server.</summary>
    public string LocalEndpoint { get; }

    /// <summary>Address and port of the client.</summary>
    public string RemoteEndpoint { get; }

    /// <summary>At which point of the session.</summary>
    public string Event { get; }

    /// <summary>What was done, in the words of Exchange's agent log.</summary>
    public string Action { get; }

    /// <summary>What was said to the client; empty when it was accepted.</summary>
    public string SmtpResponse { get; }

    /// <summary>Which rule decided; empty when none matched.</summary>
    public string Rule { get; }

    /// <summary>The provider that decided; empty when none did.</summary>
    public string Provider { get; }

    /// <summary>Its return codes, each with its meaning where the settings have one.</summary>
    public string ReturnCodes { get; }

    /// <summary>The list's own words, or the comment of the entry or the exception that decided.</summary>
    public string Reason { get; }

    /// <summary>The recipient it is about; empty for the connection itself.</summary>
    public string Recipient { get; }

    /// <summary>The lists that said nothing.</summary>
    public IReadOnlyList<string> Missing { get; }

    /// <summary>How long the decision took, in milliseconds.</summary>
    public double Milliseconds { get; }

    /// <summary>True when the client or this recipient was refused.</summary>
    public bool Refused { get; }

    /// <summary>True when it would have been refused, and was only reported.</summary>
    public bool Reported { get; }
}
