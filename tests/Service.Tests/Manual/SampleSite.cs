using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Reporting;
using IpBlock.Testing.Dns;
using IpBlock.Testing.Manual;

namespace IpBlock.Service.Tests.Manual;

/// <summary>The site of which the manual's examples speak: its providers, lists, policies, a day of its log, and the files that are named.</summary>
internal sealed class SampleSite : IAsyncDisposable
{
    /// <summary>What the site has, and the command by which a block makes it itself: then it is not there before.</summary>
    private static readonly (string Property, string Item, string MadeBy)[] Items =
    [
        ("blockProviders", """{ "name": "Spamhaus ZEN", "lookupDomain": "zen.spamhaus.org", "ipAddressesMatch": [ "127.0.0.[2..11]" ] }""", "provider add spamhaus-"),
        ("blockProviders", """{ "name": "SpamCop", "lookupDomain": "bl.spamcop.net", "ipAddressesMatch": [ "127.0.0.2" ] }""", "provider add spamcop"),
        ("blockProviders", """{ "name": "Our own list", "lookupDomain": "bl.example.com", "bitmaskMatch": "0.0.0.4" }""", "provider add 'Our own list'"),
        ("blockProviders", """{ "name": "Spamhaus PBL", "lookupDomain": "pbl.spamhaus.org", "ipAddressesMatch": [ "127.0.0.[10;11]" ] }""", "provider add pbl"),
        ("blockProviders", """{ "name": "Hard list", "lookupDomain": "hard.example.com", "anyMatch": true, "onlyInPolicies": true }""", "provider add hard"),
        ("lists", """{ "name": "spamhaus drop", "file": "drop.list", "kind": "block" }""", "lists add 'spamhaus drop'"),
        ("lists", """{ "name": "our partners", "file": "partners.txt", "kind": "allow" }""", "lists add 'our partners'"),
        ("lists", """{ "name": "firehol level 1", "url": "https://iplists.firehol.org/files/firehol_level1.netset" }""", "lists add 'firehol level 1'"),
        ("recipientPolicies", """{ "name": "Sales", "recipients": [ "sales@example.com" ], "thresholds": { "reject": 5, "mark": 2 } }""", "policy add Sales"),
        ("exceptions", """{ "recipients": [ "postmaster@*" ] }""", "exception add postmaster@*"),
    ];

    private static readonly (string Name, string Text)[] Files =
    [
        ("drop.list", "198.51.100.0/24\n"), ("partners.txt", "203.0.113.0/24\n"), ("subscribers.txt", "a@example.com\n"), ("trial.txt", "b@example.com\n"),
        ("candidate.json", """{ "verdict": "score", "blockProviders": [ { "name": "Spamhaus ZEN", "lookupDomain": "zen.spamhaus.org", "anyMatch": true } ] }"""),
        ("clients.txt", "203.0.113.9\n"), ("ipblock-backup.json", "{}"), ("mail.ps1", "Add-IPBlockListProvider -Name x -LookupDomain bl.example.org -AnyMatch $true\n"),
        ("main.cf", "smtpd_recipient_restrictions = permit_mynetworks, reject_unauth_destination, reject_rbl_client bl.example.org\n"),
    ];

    private readonly ScriptedDnsServer _dns = ScriptedDnsServer.Start();
    private readonly Cli _cli;

    /// <param name="lines">Of the block whose commands are to be run.</param>
    public SampleSite(IReadOnlyList<string> lines)
    {
        _dns.Zone("zen.spamhaus.org").Lists("127.0.0.2", "127.0.0.2").Lists("203.0.113.9", "127.0.0.4");
        foreach (var zone in new[] { "bl.spamcop.net", "bl.example.com", "pbl.spamhaus.org", "hard.example.com", "your-key.zen.dq.spamhaus.net", "your-key.bl.example.net", "list.dnswl.org" })
            _dns.Zone(zone).Lists("127.0.0.2", "127.0.0.2");
        var properties = Items.Where(item => !lines.Any(line => line.Contains(item.MadeBy, StringComparison.Ordinal))).GroupBy(static item => item.Property, static item => item.Item)
            .Select(static group => $"\"{group.Key}\": {(group.Key == "exceptions" ? group.Single() : $"[ {string.Join(", ", group)} ]")}");
        _cli = new Cli($$"""{ "dns": { "servers": [ "{{_dns.EndPoint}}" ] }, {{string.Join(", ", properties)}} }""") { Input = lines.Any(static line => line.Contains("import -", StringComparison.Ordinal)) ? "{ }" : "203.0.113.9\n" };
        foreach (var (name, text) in Files)
            _cli.Write(name, text);
        Directory.CreateDirectory(Path.Combine(_cli.Folder, "log"));
        _cli.Write("log/IPBLOCK20260101-0001.log", $"#Software: IpBlock\n#Fields: {LogColumns.Fields}\n{Decision()}\n");
    }

    /// <summary>Runs one of the block's commands, without the word ipblock. A file that it names is one in the site's folder.</summary>
    public async Task<Result> RunAsync(IReadOnlyList<string> words)
    {
        string[] args = [.. words.Select(InFolder)];
        return words.Contains("--settings") ? await _cli.RunBareAsync(args) : await _cli.RunAsync(args);
    }

    /// <summary>As many changes as the manual's examples of the history have.</summary>
    public async Task ChangeAsync()
    {
        for (var change = 1; change <= 13; change++)
            await _cli.DoAsync("entry", "add", $"198.51.100.{change}");
    }

    public async ValueTask DisposeAsync()
    {
        _cli.Dispose();
        await _dns.DisposeAsync();
    }

    private string InFolder(string word) =>
        !word.Contains("://", StringComparison.Ordinal) && (word.EndsWith(".json", StringComparison.Ordinal) || word.EndsWith(".pem", StringComparison.Ordinal) || word.EndsWith(".txt", StringComparison.Ordinal) || Array.Exists(Files, file => file.Name == Path.GetFileName(word)))
            ? Path.Combine(_cli.Folder, Path.GetFileName(word))
            : word;

    private static string Decision() => string.Join(',', LogColumns.All.Select(static column => column.Name switch
    {
        "Timestamp" => "2026-01-01T10:00:00.000Z",
        "SessionId" => "08DE3B",
        "RemoteEndpoint" => "203.0.113.9:4000",
        "Event" => "OnRcptCommand",
        "Action" => "RejectCommand",
        "SmtpResponse" => "550 no",
        "Rule" => "BlockProvider",
        "Provider" => "Spamhaus ZEN",
        "Recipient" => "sales@example.com",
        "Milliseconds" => "1",
        "Steps" => "\"b:Spamhaus ZEN=127.0.0.4!\"",
        _ => "",
    }));
}
