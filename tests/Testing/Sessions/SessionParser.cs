using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace IpBlock.Testing.Sessions;

/// <summary>Reads one session of a file.</summary>
internal sealed partial class SessionParser(SessionLines lines, bool isFirst)
{
    private readonly List<SessionStep> _steps = [];
    private string? _name;
    private string _settings = "";
    private IPAddress? _client;
    private string[] _doors = [];

    public Session Parse()
    {
        var start = lines.Number;
        if (lines.Peek.StartsWith("session:", StringComparison.Ordinal))
            _name = Value(lines.Take(), start);
        else if (!isFirst)
            throw lines.Error(start, "a session begins with 'session: name'");
        while (!lines.AtEnd && !lines.Peek.StartsWith("session:", StringComparison.Ordinal))
            ReadLine(lines.Number, lines.Peek);
        if (_client is null)
            throw lines.Error(start, "the session has no client");
        if (_steps.Count == 0)
            throw lines.Error(start, "nothing is said in the session");
        return new Session(lines.File, start, _name ?? Path.GetFileNameWithoutExtension(lines.File), _settings, _client, _doors, _steps);
    }

    private void ReadLine(int number, string line)
    {
        if (line is "mail:")
            ReadMail(number);
        else if (line[0] is '>' or '<')
            ReadTalk(number, lines.Take());
        else
            ReadWord(number, lines.Take());
    }

    private void ReadTalk(int number, string line)
    {
        if (line[0] == '<')
            ReadReply(number, line);
        else
            _steps.Add(new SendStep(number, line.Length > 1 && line[1] == ' ' ? line[2..] : line[1..]));
    }

    private void ReadWord(int number, string line)
    {
        switch (line.Split(':')[0])
        {
            case "client":
                BeforeSteps(number, line);
                _client = IPAddress.TryParse(Value(line, number), out var client) ? client : throw lines.Error(number, "the client is no IP address");
                break;
            case "settings":
                BeforeSteps(number, line);
                _settings = Value(line, number);
                break;
            case "only":
                BeforeSteps(number, line);
                _doors = List(Value(line, number));
                break;
            case "closed" when line is "closed":
                _steps.Add(new ClosedStep(number));
                break;
            case "auth":
                _steps.Add(new SendStep(number, Plain(number, Value(line, number))));
                break;
            case "again":
                _steps.Add(Again(number, Value(line, number)));
                break;
            case "delivered":
                var who = Value(line, number);
                _steps.Add(new DeliveredStep(number, who is "nobody" ? [] : List(who)));
                break;
            case "header":
                _steps.Add(new HeaderStep(number, Value(line, number)));
                break;
            case "no header":
                _steps.Add(new NoHeaderStep(number, Value(line, number)));
                break;
            case "log":
                _steps.Add(new LogStep(number, Fields(number, Value(line, number))));
                break;
            default:
                throw lines.Error(number, $"'{line}' is none of: session client settings only > < again mail auth delivered header, no header, log closed");
        }
    }

    private AgainStep Again(int number, string value) => value.Length > 4 && value[..3].AsSpan().IndexOfAnyExceptInRange('0', '9') < 0 && value[3] == ' '
        ? new AgainStep(number, value[4..], new ExpectedReply(value[..3], null))
        : throw lines.Error(number, "behind 'again:' come three digits and what the client says");

    private void ReadMail(int number)
    {
        var block = lines.TakeBlock();
        if (block.Count == 0)
            throw lines.Error(number, "the mail has no indented lines");
        _steps.Add(new MailStep(number, block));
    }

    // "< 250", "< 250-first line" with more to come, "<postfix 450 text" in place of the reply before.
    private void ReadReply(int number, string line)
    {
        var match = ReplyLine().Match(line);
        if (!match.Success)
            throw lines.Error(number, $"'{line}' is no reply: after '<' come three digits");
        var (door, code) = (match.Groups["door"].Value, match.Groups["code"].Value);
        var text = match.Groups["text"].Success ? match.Groups["text"].Value : null;
        if (match.Groups["more"].Value is "-")
            text += "\n" + Continuation(number, door, code);
        var reply = new ExpectedReply(code, text);
        if (door.Length == 0)
            _steps.Add(new ReplyStep(number, reply, new Dictionary<string, ExpectedReply>(StringComparer.Ordinal)));
        else
            AddForDoor(number, door, reply);
    }

    private string Continuation(int number, string door, string code)
    {
        var next = lines.AtEnd ? null : ReplyLine().Match(lines.Peek);
        if (next is not { Success: true } || !Says(next, "door", door) || !Says(next, "code", code))
            throw lines.Error(number, $"a line '<{door} {code} …' has to follow");
        lines.Take();
        var text = next.Groups["text"].Value;
        return next.Groups["more"].Value is "-" ? text + "\n" + Continuation(number, door, code) : text;
    }

    private static bool Says(Match match, string group, string value) => match.Groups[group].ValueSpan.SequenceEqual(value);

    private void AddForDoor(int number, string door, ExpectedReply reply)
    {
        if (_steps.Count == 0 || _steps[^1] is not ReplyStep before)
            throw lines.Error(number, $"a reply for '{door}' stands below the reply it replaces");
        if (!((Dictionary<string, ExpectedReply>)before.AtDoors).TryAdd(door, reply))
            throw lines.Error(number, $"there is a reply for '{door}' already");
    }

    private void BeforeSteps(int number, string line)
    {
        if (_steps.Count > 0)
            throw lines.Error(number, $"'{line}' stands before what is said");
    }

    private string Value(string line, int number)
    {
        var value = line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
        return value.Length > 0 && line.Contains(':', StringComparison.Ordinal) ? value : throw lines.Error(number, $"'{line}' has no value");
    }

    // RFC 4616: authorization identity (none), user and password, each after a NUL.
    private string Plain(int number, string value)
    {
        var words = value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 2
            ? "AUTH PLAIN " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{words[0]}\0{words[1]}"))
            : throw lines.Error(number, "auth takes a user and a password");
    }

    private Dictionary<string, string> Fields(int number, string value)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!FieldList().IsMatch(value))
            throw lines.Error(number, $"'{value}' is not key=value key=\"more words\"");
        foreach (Match field in Field().Matches(value))
        {
            if (!fields.TryAdd(field.Groups["key"].Value, field.Groups["value"].Value.Trim('"')))
                throw lines.Error(number, $"'{field.Groups["key"].Value}' is there twice");
        }

        return fields;
    }

    private static string[] List(string value) => value.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex("^<(?<door>[a-z-]*)\\s+(?<code>[0-9x]{3})(?:(?<more>[ -])(?<text>.*))?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ReplyLine();

    [GeneratedRegex("(?<key>[\\w.-]+)=(?<value>\"[^\"]*\"|[^\\s\"]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Field();

    [GeneratedRegex("^([\\w.-]+=(\"[^\"]*\"|[^\\s\"]+)(\\s+|$))+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FieldList();
}
