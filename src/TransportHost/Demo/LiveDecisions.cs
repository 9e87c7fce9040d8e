using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

namespace IpBlock.TransportHost.Demo;

/// <summary>Prints the decisions of a log as they are made: those that are there when it begins are not printed.</summary>
internal sealed class LiveDecisions(DecisionLogReader log, TextWriter output)
{
    private int _printed = log.Read().Count();

    /// <summary>How often to look.</summary>
    public static TimeSpan Interval { get; } = TimeSpan.FromMilliseconds(500);

    /// <summary>A decision in a line: what was done, to whom, and why.</summary>
    public static string Text(IReadOnlyDictionary<string, string> decision)
    {
        string[] why = [decision["Rule"] is { Length: > 0 } rule ? rule : "no rule matched", decision["Provider"], decision["ReturnCodes"], decision["Reason"], decision["Missing"]];
        return $"{decision["Action"]} {decision["Recipient"]}".TrimEnd() + ": " + string.Join(", ", why.Where(static part => part.Length > 0)) + $" ({decision["Milliseconds"]} ms)";
    }

    /// <summary>Prints what has come since it was last asked to.</summary>
    public async Task PrintAsync()
    {
        foreach (var decision in log.Read().Skip(_printed).ToList())
        {
            await output.WriteLineAsync($"  {decision["Timestamp"]}  {decision["RemoteEndpoint"]}  {Text(decision)}").ConfigureAwait(false);
            _printed++;
        }
    }
}
