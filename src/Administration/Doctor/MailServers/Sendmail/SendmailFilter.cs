using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Settings;

namespace IpBlock.Administration.Doctor.MailServers.Sendmail;

/// <summary>A milter of sendmail.cf.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Socket">Where it is, as it is written.</param>
/// <param name="Flags">T: mail is deferred while it is down; R: rejected; 4: deferred and the connection closed; empty: accepted.</param>
/// <param name="Timeouts">The times as they are written: <c>C:5s;S:10s;R:10s</c>.</param>
internal sealed record SendmailFilter(string Name, string Socket, string Flags, string Timeouts)
{
    /// <summary>The same as an address; null for what is none, such as a host name.</summary>
    public ListenAddress? Address => ListenAddress.TryParse(
        Socket.IndexOf(':') < 0 ? "unix:" + Socket : Socket, out var address, out _) ? address : null;

    /// <summary>From the text behind the X; null when it is no milter.</summary>
    public static SendmailFilter? Parse(string line)
    {
        var parts = line.Split(',').Select(static part => part.Trim()).ToList();
        return parts[0].Length > 0 && Value(parts, 'S') is { } socket ? new SendmailFilter(parts[0], socket, Value(parts, 'F') ?? "", Value(parts, 'T') ?? "") : null;
    }

    /// <summary>One of the times; Sendmail's own, where none is written: C five minutes, S and R ten seconds, E five minutes.</summary>
    public TimeSpan? Timeout(char which)
    {
        var text = Timeouts.Split(';').Select(static part => part.Trim()).FirstOrDefault(part => part.Length > 2 && part[0] == which && part[1] == ':')?.Substring(2);
        if (text is null)
            return which is 'S' or 'R' ? TimeSpan.FromSeconds(10) : TimeSpan.FromMinutes(5);
        return MailTime.Of(text);
    }

    private static string? Value(IEnumerable<string> parts, char key) =>
        parts.Skip(1).FirstOrDefault(part => part.Length >= 2 && part[0] == key && part.Substring(1).TrimStart().StartsWith("=", StringComparison.Ordinal))?.Split(['='], 2)[1].Trim();
}
