using System;
using System.Linq;
using IpBlock.Fleet;
using IpBlock.Fleet.Sharing;
using IpBlock.Service.Terminal;
using IpBlock.Settings;

namespace IpBlock.Service.Commands.Fleet;

/// <summary>How each list answers each server.</summary>
internal static class FleetListsText
{
    /// <summary>Prints it; returns the exit code.</summary>
    public static int Print(Session session, FleetHealth health)
    {
        if (session.Json)
            JsonObject.WriteList(session.Out, health.Answers, (json, answer) => Write(json, health, answer));
        else if (health.Answers.Count == 0)
            session.Out.WriteLine("No server has reported a provider yet. A server reports when its ipblock service has queried a provider.");
        else
            PrintTable(session, health);
        return health.Answers.Any(static answer => answer is { IsUnfit: true, IsFresh: true }) ? ExitCode.Listed : ExitCode.Fine;
    }

    private static void PrintTable(Session session, FleetHealth health)
    {
        var table = new TextTable("List", "Server", "State", "Since", "Answer", "Name servers");
        var former = "";
        foreach (var answer in health.Answers)
        {
            table.Row(
                string.Equals(former, answer.List, StringComparison.Ordinal) ? "" : answer.List,
                answer.Server,
                State(health, answer),
                PointInTime.Format(Whole(answer.Since)),
                answer.Answer,
                answer.NameServers);
            former = answer.List;
        }

        table.Print(session);
        foreach (var server in health.Answers.Select(static answer => answer.Server).Distinct(StringComparer.Ordinal))
        {
            if (health.OddOne(server) is { } odd)
                session.Out.WriteLine($"{server}: {odd}");
        }
    }

    private static Cell State(FleetHealth health, ServerAnswer answer) => answer switch
    {
        { IsFresh: false } => Cell.Dim($"{answer.StateInWords}, {Duration.Format(TimeSpan.FromSeconds(Math.Round(answer.Age.TotalSeconds)))} ago"),
        { IsUnfit: false } => answer.StateInWords,
        _ when health.IsOdd(answer) => Cell.Red(answer.State + ", only here"),
        _ => Cell.Red(answer.State),
    };

    private static void Write(JsonObject json, FleetHealth health, ServerAnswer answer)
    {
        var others = health.Others(answer);
        json
            .Set("list", answer.List)
            .Set("server", answer.Server)
            .Set("state", answer.State)
            .Set("since", PointInTime.Format(Whole(answer.Since)))
            .Set("answer", answer.Answer)
            .Set("nameServers", answer.NameServers)
            .Set("reportedSecondsAgo", (long)answer.Age.TotalSeconds)
            .Set("counts", answer.IsFresh)
            .Set("odd", health.IsOdd(answer))
            .Set("othersWell", others.OthersWell)
            .Set("othersUnfit", others.OthersUnfit);
    }

    private static DateTimeOffset Whole(DateTimeOffset moment) => moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerSecond));
}
