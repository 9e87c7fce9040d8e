using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.EndToEnd.Import;

/// <summary>A real Postfix for each configuration.</summary>
public sealed class PostfixServer(PostfixCase postfix) : IDifferentialServer
{
    private const int AtATime = 8;
    private static readonly TimeSpan GreetWait = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>The reply codes of those refused; 0 where the server hung up.</summary>
    public ConcurrentBag<int> Codes { get; } = [];

    public async Task<IReadOnlyList<bool>> AskAsync(DifferentialCase configuration, IPAddress resolver, IReadOnlyList<DifferentialQuestion> questions)
    {
        using var folder = new ScratchFolder();
        var mail = Path.Combine(folder.Path, "mail");
        Directory.CreateDirectory(mail);
        await using var server = await Postfix.StartAsync(mail, resolver, [.. Settings, Main(folder)], postfix.WithPostscreen);
        var refused = postfix.WithPostscreen ? await AskPostscreenAsync(server, questions) : await AskSmtpdAsync(server, questions);
        Assert.True(postfix.CannotRun || !Codes.Contains(0), $"{configuration.Name}: Postfix answers nobody:\n{server.Log}");
        return refused;
    }

    private string Main(ScratchFolder folder) => postfix.Case.Source is Administration.Import.ImportSource.PostfixAccess
        ? "smtpd_client_restrictions = check_client_access cidr:" + folder.Write("access.cidr", postfix.Case.Text)
        : postfix.Case.Text;

    private static string[] Settings =>
    [
        "smtpd_hard_error_limit = 1000", "postscreen_cache_map =", "smtpd_policy_service_try_limit = 1",
        string.Create(CultureInfo.InvariantCulture, $"postscreen_greet_wait = {GreetWait.TotalSeconds}s"),
    ];

    private async Task<IReadOnlyList<bool>> AskSmtpdAsync(Postfix server, IReadOnlyList<DifferentialQuestion> questions)
    {
        var refused = new bool[questions.Count];
        await Parallel.ForAsync(0, questions.Count, new ParallelOptions { MaxDegreeOfParallelism = AtATime }, async (i, _) =>
        {
            using var smtp = await Smtp.ConnectAsync(server.Proxied, questions[i].Client);
            refused[i] = await IsRefusedAsync(smtp, questions[i].Envelope);
        });
        return refused;
    }

    // All at once, for each of them waits for the greeting. Whoever is greeted before all lists have answered has to be asked again.
    private async Task<IReadOnlyList<bool>> AskPostscreenAsync(Postfix server, IReadOnlyList<DifferentialQuestion> questions)
    {
        var refused = new bool[questions.Count];
        var left = Enumerable.Range(0, questions.Count).ToList();
        for (var tries = 0; left.Count > 0; tries++)
        {
            Assert.True(tries < 6, "postscreen does not hear of all listings in time:\n" + server.Log);
            var from = server.Log.Length;
            var waited = Stopwatch.StartNew();
            var batch = left.Take(tries == 0 ? postfix.AtOnce : 8).ToList();
            var sessions = await Task.WhenAll(batch.Select(i => Smtp.ConnectAsync(server.Proxied, questions[i].Client)));
            var awaited = batch.Sum(i => postfix.Case.Listings.Where((listing, bit) => (questions[i].Listings >> bit & 1) == 1 && postfix.Awaited.Contains(listing.Zone)).Sum(static listing => listing.Codes.Length));
            while (waited.Elapsed < GreetWait && Count(server.Log[from..], " listed by domain ") < awaited)
                await Task.Delay(50);
            var isInTime = waited.Elapsed < GreetWait - TimeSpan.FromMilliseconds(300);
            var verdicts = await Task.WhenAll(sessions.Select((smtp, i) => IsRefusedAsync(smtp, questions[batch[i]].Envelope)));
            foreach (var session in sessions)
                session.Dispose();
            if (!isInTime)
                continue;
            for (var i = 0; i < batch.Count; i++)
                refused[batch[i]] = verdicts[i];
            left.RemoveAll(batch.Contains);
            tries = -1;
        }

        return refused;
    }

    private async Task<bool> IsRefusedAsync(Smtp smtp, Envelope envelope)
    {
        List<string?> lines = [null, "EHLO " + envelope.Helo, $"MAIL FROM:<{envelope.Sender}>", $"RCPT TO:<{envelope.Recipient}>"];
        var asksAtData = postfix.Case.Text.Contains("data_restrictions", StringComparison.Ordinal);
        if (asksAtData)
            lines.AddRange(["DATA", "Subject: x\r\n\r\nx\r\n."]);
        foreach (var line in lines)
        {
            var code = await CodeAsync(smtp, line);
            if (code is >= 200 and < 400)
                continue;
            Codes.Add(code);
            return true;
        }

        return false;
    }

    // A server that cannot run with its configuration answers nobody.
    private static async Task<int> CodeAsync(Smtp smtp, string? line)
    {
        try
        {
            var reply = await smtp.SayAsync(line).WaitAsync(Patience);
            return reply is { Length: >= 3 } && int.TryParse(reply.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : 0;
        }
        catch (Exception gone) when (gone is IOException or TimeoutException)
        {
            return 0;
        }
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
