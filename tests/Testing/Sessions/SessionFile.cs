using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace IpBlock.Testing.Sessions;

/// <summary>
/// Reads <c>*.session</c> files. Lines that begin with # are comments, blank ones separate. A session begins with <c>session: name</c>
/// (not needed when the file has only one), says <c>client:</c>, <c>settings:</c> and <c>only:</c>, and then what is said: see <see cref="SessionStep"/>.
/// </summary>
public static class SessionFile
{
    /// <summary>All sessions of a file.</summary>
    /// <exception cref="SessionSyntaxException">With file and line.</exception>
    public static IReadOnlyList<Session> Load(string path) => Parse(path, File.ReadAllText(path));

    /// <summary>All sessions of all <c>*.session</c> files in a folder, in the order of their names.</summary>
    public static IReadOnlyList<Session> LoadAll(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.session").Order(StringComparer.Ordinal).SelectMany(Load)];

    /// <summary>The sessions in a text.</summary>
    /// <param name="file">For messages; the name without extension is that of a session that has none.</param>
    public static IReadOnlyList<Session> Parse(string file, string text)
    {
        var lines = new SessionLines(file, text);
        var sessions = new List<Session>();
        while (!lines.AtEnd)
            sessions.Add(new SessionParser(lines, sessions.Count == 0).Parse());
        if (sessions.Count == 0)
            throw lines.Error(1, "there is no session in it");
        RefuseTwins(lines, sessions);
        return sessions;
    }

    private static void RefuseTwins(SessionLines lines, List<Session> sessions)
    {
        foreach (var twins in sessions.GroupBy(session => session.Name, StringComparer.Ordinal).Where(group => group.Count() > 1))
            throw lines.Error(twins.Last().Line, $"there is a session '{twins.Key}' before");
    }
}

/// <summary>A session file that cannot be understood.</summary>
public sealed class SessionSyntaxException(string message) : FormatException(message);
