using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Reflection;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Testing.Servers;
using IpBlock.Testing.Sessions;
using IpBlock.TransportHost.Demo;

namespace IpBlock.EndToEnd;

/// <summary>A mail server with the filter in it, with settings, mail and log in a folder of its own.</summary>
public abstract class Door : IAsyncDisposable
{
    protected const string Factory = "IpBlock.Agent.IpBlockAgentFactory";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private int _mailSeen;

    protected Door(string settings, IPEndPoint dns)
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Settings", settings + ".json"));
        SettingsPath = Folder.Write("ipblock.json", text.Replace("{{dns}}", dns.ToString(), StringComparison.Ordinal));
        foreach (var list in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Lists")))
            Folder.Write(Path.GetFileName(list), File.ReadAllText(list));
        Mail = Path.Combine(Folder.Path, "mail");
        Directory.CreateDirectory(Mail);
    }

    public ScratchFolder Folder { get; } = new();

    public string SettingsPath { get; }

    public string Mail { get; }

    public static string AgentPath => Metadata("AgentPath");

    protected static string MonoHostPath => Metadata("MonoHostPath");

    public static string ServicePath => Metadata("ServicePath");

    /// <summary>The host as the session language sees it.</summary>
    protected ISessionHost Host(string door, IPEndPoint proxied) =>
        new TcpSessionHost(door, proxied, proxyProtocol: true) { Delivered = CheckDeliveredAsync, Header = CheckHeaderAsync, NoHeader = CheckNoHeaderAsync, Log = CheckLogAsync };

    public abstract ISessionHost SessionHost { get; }

    public virtual ValueTask DisposeAsync()
    {
        Folder.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The decisions logged so far, field by field.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Decisions() => [.. new DecisionLogReader(Path.Combine(Folder.Path, "log")).Read()];

    private static string Metadata(string key) =>
        typeof(Door).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(pair => string.Equals(pair.Key, key, StringComparison.Ordinal)).Value!;

    private async Task<string?> CheckDeliveredAsync(IReadOnlyList<string> recipients)
    {
        // A mail server that has a queue delivers a little after it has accepted.
        var expected = _mailSeen + (recipients.Count == 0 ? 0 : 1);
        for (var waited = TimeSpan.Zero; waited < Patience && Directory.GetFiles(Mail, "*.eml").Length < expected; waited += TimeSpan.FromMilliseconds(20))
            await Task.Delay(20);
        return CheckDelivered(recipients);
    }

    private Task<string?> CheckHeaderAsync(string field)
    {
        var found = HeaderFields(field[..field.IndexOf(':', StringComparison.Ordinal)]);
        return Task.FromResult(found.Count == 1 && string.Equals(found[0], field, StringComparison.Ordinal) ? null : "the message has " + string.Join(" and ", found));
    }

    private Task<string?> CheckNoHeaderAsync(string name) =>
        Task.FromResult(HeaderFields(name) is { Count: > 0 } found ? "the message has " + string.Join(" and ", found) : null);

    private List<string> HeaderFields(string name)
    {
        var header = File.ReadLines(Newest()).SkipWhile(static line => line.StartsWith("X-Envelope-", StringComparison.Ordinal)).TakeWhile(static line => line.Length > 0);
        return [.. string.Join('\n', header).Replace("\n\t", " ", StringComparison.Ordinal).Replace("\n ", " ", StringComparison.Ordinal).Split('\n')
            .Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))];
    }

    private string Newest() => Directory.GetFiles(Mail, "*.eml").MaxBy(file => int.Parse(Path.GetFileNameWithoutExtension(file)))!;

    private string? CheckDelivered(IReadOnlyList<string> recipients)
    {
        var files = Directory.GetFiles(Mail, "*.eml");
        var more = files.Length - Interlocked.Exchange(ref _mailSeen, files.Length);
        if (recipients.Count == 0)
            return more == 0 ? null : $"{more} messages were delivered";
        if (more != 1)
            return $"{more} messages were delivered, not one";
        var to = File.ReadLines(Newest()).Where(line => line.StartsWith("X-Envelope-To: ", StringComparison.Ordinal)).Select(line => line["X-Envelope-To: ".Length..]);
        return to.Order(StringComparer.Ordinal).SequenceEqual(recipients.Order(StringComparer.Ordinal), StringComparer.Ordinal) ? null : "it went to " + string.Join(", ", to);
    }

    private async Task<string?> CheckLogAsync(IReadOnlyDictionary<string, string> fields)
    {
        for (var waited = TimeSpan.Zero; waited < Patience; waited += TimeSpan.FromMilliseconds(50))
        {
            if (Decisions().Any(decision => fields.All(field => string.Equals(decision[field.Key], field.Value, StringComparison.Ordinal))))
                return null;
            await Task.Delay(50);
        }

        return "the log has\n" + string.Join('\n', Decisions().Select(decision => string.Join(", ", decision)));
    }
}
