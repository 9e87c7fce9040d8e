using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

namespace IpBlock.TransportHost.Demo;

/// <summary>Looks into the agent's decision log, as an administrator would.</summary>
internal sealed class DecisionLogReader(string folder)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The decisions about one connection, field by field, as soon as there are any.</summary>
    public async Task<IReadOnlyList<IReadOnlyDictionary<string, string>>> WaitForAsync(string remoteEndPoint, int count)
    {
        for (var waited = TimeSpan.Zero; waited < Patience; waited += TimeSpan.FromMilliseconds(50))
        {
            var found = Read().Where(decision => string.Equals(decision["RemoteEndpoint"], remoteEndPoint, StringComparison.Ordinal)).ToList();
            if (found.Count >= count)
                return found;
            await Task.Delay(50).ConfigureAwait(false);
        }

        return [];
    }

    /// <summary>Every decision, oldest first.</summary>
    public IEnumerable<IReadOnlyDictionary<string, string>> Read()
    {
        string[] fields = [];
        foreach (var line in Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "IPBLOCK*-*.log").Order(StringComparer.Ordinal).SelectMany(Lines) : [])
        {
            if (line.StartsWith("#Fields: ", StringComparison.Ordinal))
                fields = line["#Fields: ".Length..].Split(',');
            else if (!line.StartsWith('#') && Split(line) is var values && values.Count == fields.Length)
                yield return fields.Zip(values).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
        }
    }

    private static IEnumerable<string> Lines(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        while (reader.ReadLine() is { } line)
            yield return line;
    }

    // RFC 4180 §2: a field with a comma in it stands in quotes, and a quote in it stands twice.
    private static List<string> Split(string line)
    {
        var values = new List<string>();
        var value = "";
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"')
                value += line[++i];
            else if (line[i] == '"')
                quoted = !quoted;
            else if (line[i] == ',' && !quoted)
                (values, value) = ([.. values, value], "");
            else
                value += line[i];
        }

        return [.. values, value];
    }
}
