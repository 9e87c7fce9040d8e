using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Settings;

namespace IpBlock.Administration.Doctor.MailServers.Sendmail;

/// <summary>What sendmail.cf says of milters: <c>Xname, S=…, F=…, T=…</c> and <c>O InputMailFilters=…</c>.</summary>
internal sealed class SendmailFile
{
    private readonly List<SendmailFilter> _filters = [];
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    /// <summary>The milters that are defined.</summary>
    public IReadOnlyList<SendmailFilter> Filters => _filters;

    /// <summary>False when it listens at this machine's own addresses only, as for the mail of this machine.</summary>
    public bool TakesMail { get; private set; }

    /// <summary>True when Sendmail asks the milter: it is in InputMailFilters, or in that of a port.</summary>
    public bool IsUsed(SendmailFilter filter) => _used.Contains(filter.Name);

    public static SendmailFile Parse(IReadOnlyList<string> lines)
    {
        var file = new SendmailFile();
        var hasPorts = false;
        foreach (var line in Joined(lines))
        {
            if (line.Length > 1 && line[0] == 'X' && SendmailFilter.Parse(line.Substring(1)) is { } filter)
                file._filters.Add(filter);
            else if (Option(line, "InputMailFilters") is { } names)
                file._used.UnionWith(Names(names, ','));
            else if (Option(line, "DaemonPortOptions") is { } port)
            {
                hasPorts = true;
                file.TakesMail |= IsOpen(port);
                // Of one port: several are separated by semicolons there.
                foreach (var key in Keys(port).Where(static key => key.Name.StartsWith("Input", StringComparison.OrdinalIgnoreCase)))
                    file._used.UnionWith(Names(key.Value, ';'));
            }
        }

        file.TakesMail |= !hasPorts;
        return file;
    }

    // A line that begins with white space goes on with the one before.
    private static IEnumerable<string> Joined(IReadOnlyList<string> lines)
    {
        var whole = "";
        foreach (var line in lines)
        {
            if (line.Length > 0 && line[0] is ' ' or '\t')
            {
                whole += line;
                continue;
            }

            yield return whole;
            whole = line;
        }

        yield return whole;
    }

    private static string? Option(string line, string name)
    {
        var text = line.StartsWith("O ", StringComparison.Ordinal) ? line.Substring(2).TrimStart() : "";
        var equals = text.IndexOf('=');
        return equals > 0 && string.Equals(text.Substring(0, equals).Trim(), name, StringComparison.OrdinalIgnoreCase) ? text.Substring(equals + 1).Trim() : null;
    }

    private static bool IsOpen(string port)
    {
        var keys = Keys(port).ToList();
        var number = keys.Find(static key => key.Name.StartsWith("P", StringComparison.OrdinalIgnoreCase)).Value ?? "smtp";
        var address = keys.Find(static key => key.Name.StartsWith("A", StringComparison.OrdinalIgnoreCase)).Value ?? "";
        return !(number is "587" or "submission" or "465" or "smtps") && !(address is "127.0.0.1" or "::1" or "localhost" or "IPv6:::1");
    }

    private static IEnumerable<(string Name, string Value)> Keys(string options) => options.Split(',').Select(static part => part.Split(['='], 2))
        .Where(static pair => pair.Length == 2).Select(static pair => (pair[0].Trim(), pair[1].Trim()));

    private static IEnumerable<string> Names(string text, char separator) =>
        text.Split(separator).Select(static name => name.Trim()).Where(static name => name.Length > 0);
}
