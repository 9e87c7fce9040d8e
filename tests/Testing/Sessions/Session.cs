using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;

namespace IpBlock.Testing.Sessions;

/// <summary>One SMTP session and what is to come of it.</summary>
public sealed class Session
{
    internal Session(string file, int line, string name, string settings, IPAddress client, IReadOnlyList<string> doors, IReadOnlyList<SessionStep> steps)
    {
        File = file;
        Line = line;
        Name = name;
        Settings = settings;
        Client = client;
        Doors = doors;
        Steps = steps;
    }

    public string File { get; }

    public int Line { get; }

    public string Name { get; }

    /// <summary>The name of the settings it is for; empty when the file says none.</summary>
    public string Settings { get; }

    /// <summary>The address the client comes from.</summary>
    public IPAddress Client { get; }

    /// <summary>The doors it makes sense at; all when empty.</summary>
    public IReadOnlyList<string> Doors { get; }

    public IReadOnlyList<SessionStep> Steps { get; }

    public bool RunsAt(string door) => Doors.Count == 0 || Doors.Contains(door, StringComparer.Ordinal);

    /// <summary>File and name: what a test runner shows.</summary>
    public override string ToString() => System.IO.Path.GetFileNameWithoutExtension(File) + ": " + Name;
}

/// <summary>One line, or block, of a session.</summary>
public abstract record SessionStep(int Line);

/// <summary><c>> text</c>: the client says this line.</summary>
public sealed record SendStep(int Line, string Text) : SessionStep(Line);

/// <summary><c>again: 250 text</c>: the client says this line again and again until the server replies so, which may take a few seconds.</summary>
public sealed record AgainStep(int Line, string Text, ExpectedReply Until) : SessionStep(Line);

/// <summary><c>mail:</c> with indented lines: the client sends this message and the final dot.</summary>
public sealed record MailStep(int Line, IReadOnlyList<string> Lines) : SessionStep(Line);

/// <summary><c>closed</c>: the server ends the connection.</summary>
public sealed record ClosedStep(int Line) : SessionStep(Line);

/// <summary><c>delivered: a@site.example, b@site.example</c>, or <c>delivered: nobody</c>: who got the message, if there is one.</summary>
public sealed record DeliveredStep(int Line, IReadOnlyList<string> Recipients) : SessionStep(Line);

/// <summary><c>header: Name: value</c>: the message delivered last has this field once, and no other of its name.</summary>
public sealed record HeaderStep(int Line, string Field) : SessionStep(Line);

/// <summary><c>no header: Name</c>: the message delivered last has no field of this name.</summary>
public sealed record NoHeaderStep(int Line, string Name) : SessionStep(Line);

/// <summary><c>log: key=value key="two words"</c>: an entry of the decision log has these fields.</summary>
public sealed record LogStep(int Line, IReadOnlyDictionary<string, string> Fields) : SessionStep(Line);

/// <summary><c>&lt; 550 text</c>: the server's next reply. A line <c>&lt;postfix 554 text</c> after it takes its place at that door.</summary>
public sealed record ReplyStep(int Line, ExpectedReply Reply, IReadOnlyDictionary<string, ExpectedReply> AtDoors) : SessionStep(Line)
{
    public ExpectedReply At(string door) => AtDoors.TryGetValue(door, out var other) ? other : Reply;
}

/// <param name="Code">Three digits; an <c>x</c> stands for any.</param>
/// <param name="Text">What follows the code, several lines joined by a line feed; null when only the code counts.</param>
public sealed record ExpectedReply(string Code, string? Text)
{
    public bool Matches(Reply reply) =>
        Code.Zip(reply.Code).All(pair => pair.First == 'x' || pair.First == pair.Second)
        && (Text is null || string.Equals(Text, reply.Text, StringComparison.Ordinal));

    /// <inheritdoc/>
    public override string ToString() => Text is null ? Code : new Reply(Code, Text).ToString();
}

/// <summary>A reply of the server, its lines joined by a line feed.</summary>
public sealed record Reply(string Code, string Text)
{
    /// <summary>As on the wire, without the line ends.</summary>
    public override string ToString()
    {
        var lines = Text.Split('\n');
        return string.Join('\n', lines.Select((line, i) => Code + (i < lines.Length - 1 ? "-" : " ") + line));
    }
}
