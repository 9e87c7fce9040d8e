using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.Json;
using System.Threading.Tasks;
using IpBlock.TransportHost.Dnsbl;
using IpBlock.TransportHost.Server;

namespace IpBlock.TransportHost.Demo;

/// <summary>
/// Shows what the agent does: starts it with the sample settings and lists of its own, plays sessions against it and prints what was said beside what the
/// decision log says about it.
/// </summary>
internal sealed class Demonstration(string samples, string agent, string folder)
{
    private static readonly TimeSpan Reload = TimeSpan.FromSeconds(6);

    private string Settings => Path.Combine(folder, "ipblock.json");

    private string Mail => Path.Combine(folder, "mail");

    private DecisionLogReader Log => new(Path.Combine(folder, "log"));

    // What run.sh is told: 0 is a free one.
    private static int Port => int.TryParse(Environment.GetEnvironmentVariable("IPBLOCK_DEMO_PORT"), NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : 2525;

    /// <summary>Plays all sessions; then serves until it is stopped, unless <paramref name="once"/>.</summary>
    /// <returns>Whether every verdict was the expected one.</returns>
    public async Task<bool> RunAsync(bool once, Func<Task> untilStopped)
    {
        Directory.CreateDirectory(folder);
        var listen = once ? 0 : Port;
        var lists = DnsblServer.Start(DnsblZones.Load(Path.Combine(samples, "blocklists.txt")), new IPEndPoint(IPAddress.Loopback, 0));
        await using var closesLists = lists.ConfigureAwait(false);
        WriteSettings(settings => settings["dns"]!["servers"] = new JsonArray(lists.EndPoint.ToString()));
        Environment.SetEnvironmentVariable("IPBLOCK_SETTINGS", Settings);

        var server = await EvaluationServer.StartAsync(new EvaluationOptions
        {
            AgentPath = agent,
            FactoryType = "IpBlock.Agent.IpBlockAgentFactory",
            Listen = [new IPEndPoint(IPAddress.Any, listen)],
            Proxy = [new IPEndPoint(IPAddress.Loopback, listen == 0 ? 0 : listen + 1)],
            MailFolder = Mail,
        }).ConfigureAwait(false);
        await using var closesServer = server.ConfigureAwait(false);
        var asExpected = await PlayAllAsync(server).ConfigureAwait(false);
        Console.WriteLine(asExpected ? "Every verdict was the expected one." : "NOT every verdict was the expected one: see above.");
        if (once)
            return asExpected;
        WriteSettings(settings => settings["exceptions"]!["recipients"] = new JsonArray("postmaster@*"));
        Console.WriteLine(HowToTryIt(server));
        var decisions = new LiveDecisions(Log, Console.Out);
        var stopped = untilStopped();
        while (await Task.WhenAny(stopped, Task.Delay(LiveDecisions.Interval)).ConfigureAwait(false) != stopped)
            await decisions.PrintAsync().ConfigureAwait(false);
        return asExpected;
    }

    private async Task<bool> PlayAllAsync(EvaluationServer server)
    {
        var asExpected = true;
        foreach (var session in DemoSession.Sample)
            asExpected &= await PlayAsync(session, server).ConfigureAwait(false);

        WriteSettings(settings => settings["exceptions"]!.AsObject().Remove("recipients"));
        await Task.Delay(Reload).ConfigureAwait(false);
        asExpected &= await PlayAsync(DemoSession.AtConnect, server).ConfigureAwait(false);
        return asExpected;
    }

    private async Task<bool> PlayAsync(DemoSession session, EvaluationServer server)
    {
        var before = CountMail();
        using var client = await DemoClient.ConnectAsync(session, server.EndPoints[0], server.ProxyEndPoints[0]).ConfigureAwait(false);
        var refusals = await TalkAsync(session, client).ConfigureAwait(false);
        var decisions = await Log.WaitForAsync(client.EndPoint, Math.Max(1, session.Recipients.Count - session.Delivered)).ConfigureAwait(false);
        var asExpected = (session.Refused is null ? refusals.Count == 0 : refusals.Count > 0 && refusals.TrueForAll(reply => string.Equals(reply, session.Refused, StringComparison.Ordinal)))
            && decisions.Count > 0 && decisions.All(decision => string.Equals(decision["Rule"], session.Rule, StringComparison.Ordinal))
            && CountMail() - before == Math.Min(1, session.Delivered);
        Print(session, client.Transcript, decisions, asExpected);
        return asExpected;
    }

    // Returns the replies that refused something.
    private static async Task<List<string>> TalkAsync(DemoSession session, DemoClient client)
    {
        var refusals = new List<string>();
        if (Note(await client.SayAsync().ConfigureAwait(false)))
            return refusals;
        await client.SayAsync("EHLO mail.sender.example").ConfigureAwait(false);
        await client.SayAsync("MAIL FROM:<news@sender.example>").ConfigureAwait(false);
        var accepted = 0;
        foreach (var recipient in session.Recipients)
            accepted += Note(await client.SayAsync($"RCPT TO:<{recipient}>").ConfigureAwait(false)) ? 0 : 1;
        if (accepted > 0)
        {
            await client.SayAsync("DATA").ConfigureAwait(false);
            await client.SayAsync("Subject: hello\r\n\r\nHello.\r\n.").ConfigureAwait(false);
        }

        await client.SayAsync("QUIT").ConfigureAwait(false);
        return refusals;

        bool Note(string reply)
        {
            var refused = reply.Length == 0 || reply[0] is '4' or '5';
            if (refused)
                refusals.Add(reply);
            return refused;
        }
    }

    private static void Print(DemoSession session, List<string> transcript, IReadOnlyList<IReadOnlyDictionary<string, string>> decisions, bool asExpected)
    {
        Console.WriteLine($"== {session.Title}");
        foreach (var line in transcript.SelectMany(said => said.Split("\r\n")))
            Console.WriteLine("   " + line);
        foreach (var decision in decisions)
            Console.WriteLine("   => " + LiveDecisions.Text(decision));

        Console.WriteLine(asExpected ? "   as expected" : $"   NOT AS EXPECTED: {session.Refused ?? "served"}, rule '{session.Rule}'");
        Console.WriteLine();
    }

    private void WriteSettings(Action<JsonNode> change)
    {
        var source = File.Exists(Settings) ? Settings : Path.Combine(samples, "ipblock.json");
        var settings = JsonNode.Parse(File.ReadAllText(source), documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip })!;
        change(settings);
        File.WriteAllText(Settings + ".new", settings.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
        File.Move(Settings + ".new", Settings, overwrite: true);
    }

    private int CountMail() => Directory.Exists(Mail) ? Directory.GetFiles(Mail, "*.eml").Length : 0;

    // run.sh starts the page and says where it is.
    private static string Page => Environment.GetEnvironmentVariable("IPBLOCK_DEMO_PAGE") is { Length: > 0 } link
        ? $"\nPage      {link}   (a link of one use: choose a password)"
        : "";

    private string HowToTryIt(EvaluationServer server)
    {
        var swaks = $"swaks --server 127.0.0.1:{server.EndPoints[0].Port} --local-interface";
        return $"""

            Serving on port {server.EndPoints[0].Port}; Ctrl+C ends it and removes {folder}. Try it from another terminal:
              {swaks} 127.0.0.2 --to user@site.example         rejected: the client is on a list
              {swaks} 127.0.0.2 --to postmaster@site.example   accepted: the recipient is exempt
              {swaks} 127.0.0.1 --to user@site.example         accepted: the client is on no list
              swaks --server 127.0.0.1:{server.ProxyEndPoints[0].Port} --proxy-version 1 --proxy-family TCP6 --proxy-source 2001:db8::bad --proxy-source-port 4321 --proxy-dest ::1 --proxy-dest-port 25 --to user@site.example
            The command line with these settings:
              {folder}/ipblock check 127.0.0.2     why is this client rejected?
              {folder}/ipblock provider list
              {folder}/ipblock entry add 127.0.0.1   a change is in effect within five seconds
              {folder}/ipblock status
            Settings  {Settings}
            Lists     {Path.Combine(samples, "blocklists.txt")}
            Mail      {Mail}{Page}

            Decisions, as they are made:
            """;
    }
}
