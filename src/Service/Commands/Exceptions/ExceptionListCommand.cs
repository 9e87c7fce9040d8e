using System;
using System.CommandLine;
using System.Linq;
using IpBlock.Service.Terminal;
using IpBlock.Settings;

namespace IpBlock.Service.Commands.Exceptions;

/// <summary><c>ipblock exception list</c>.</summary>
internal sealed class ExceptionListCommand(Shell shell) : QuickCommand(shell, "list", "List the exceptions.")
{
    protected override int Run(Session session, ParseResult parse)
    {
        if (session.Load() is not { } settings)
            return ExitCode.Wrong;
        var all = settings.Exceptions.Clients.Select(static client => new Row("client", client.Client.ToString(), client.Comment, client.Expires))
            .Concat(settings.Exceptions.Recipients.Select(static recipient => new Row("recipient", recipient.Recipient.ToString(), recipient.Comment, recipient.Expires)))
            .ToList();
        var now = session.Clock.UtcNow;
        if (session.Json)
        {
            JsonObject.WriteList(session.Out, all, (json, row) => json
                .Set("type", row.Type).Set("who", row.Who).Set("comment", row.Comment)
                .Set("expires", row.Expires is { } end ? PointInTime.Format(end) : null).Set("expired", row.Expires <= now));
            return ExitCode.Fine;
        }

        var table = new TextTable("Type", "Who", "Expires", "Comment");
        foreach (var row in all)
            table.Row(row.Type, row.Who, Expiry.InWords(row.Expires, now), row.Comment);
        if (all.Count > 0)
            table.Print(session);
        else
            session.Out.WriteLine("No exceptions.");
        return ExitCode.Fine;
    }

    private sealed record Row(string Type, string Who, string? Comment, DateTimeOffset? Expires);
}
