using System.CommandLine;
using System.Globalization;
using System.Linq;
using IpBlock.Administration.History;
using IpBlock.Service.Terminal;
using IpBlock.Settings;

namespace IpBlock.Service.Commands.Config;

/// <summary><c>ipblock config diff [N [M]]</c>.</summary>
internal sealed class ConfigDiffCommand : QuickCommand
{
    private readonly Argument<int?> _first;
    private readonly Argument<int?> _last;

    public ConfigDiffCommand(Shell shell)
        : base(shell, "diff", "Show the properties that a change modified; with two numbers, the combined result of all changes between them.")
    {
        _first = With(new Argument<int?>("CHANGE") { Description = "The number of the change, as shown by config history. Default: the last change.", Arity = ArgumentArity.ZeroOrOne });
        _last = With(new Argument<int?>("TO") { Description = "The number of a later change.", Arity = ArgumentArity.ZeroOrOne });
    }

    protected override int Run(Session session, ParseResult parse)
    {
        using var history = HistoryText.Open(session);
        var first = parse.GetValue(_first) ?? history.Numbers.LastOrDefault();
        var last = parse.GetValue(_last) ?? first;
        if (first == 0 && parse.GetValue(_first) is null)
            return session.Fail("there are no changes yet: the history starts with the next change");
        if (last < first)
            return session.Fail(string.Create(CultureInfo.InvariantCulture, $"change {last} is older than change {first}; write the older number first"));
        if (history.Between(first, last) is not { } difference)
            return session.Fail(WhyNot(history, first, last));
        if (first == last)
            Print(session, history.Find(first)!);
        else if (session.Json)
            JsonObject.Write(session.Out, json => DifferenceText.Write(json.Set("from", first).Set("to", last), difference));
        else
            DifferenceText.Print(session, string.Create(CultureInfo.InvariantCulture, $"Changes {first} to {last}"), difference);
        return ExitCode.Fine;
    }

    private static void Print(Session session, SettingsChange change)
    {
        if (session.Json)
            JsonObject.Write(session.Out, json => HistoryText.Write(json, change));
        else
            DifferenceText.Print(session, string.Create(CultureInfo.InvariantCulture, $"Change {change.Number}, {PointInTime.Format(change.When)}, {HistoryText.By(change)}"), change.Difference!);
    }

    private static string WhyNot(SettingsHistory history, int first, int last)
    {
        var missing = history.Find(first) is null ? first : history.Find(last) is null ? last : 0;
        return missing == 0
            ? string.Create(CultureInfo.InvariantCulture, $"the settings before change {first} are no longer available")
            : string.Create(CultureInfo.InvariantCulture, $"there is no change {missing}; to see the changes, run ipblock config history");
    }
}
