using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using IpBlock.Filtering;
using IpBlock.Reporting;
using IpBlock.Sessions;
using IpBlock.Tests.Notices;
using IpBlock.Tests.Reporting;
using Xunit;

namespace IpBlock.Tests.Hostile;

/// <summary>Whoever writes into DNS what is quoted in replies and logs forges no line in them: a thousand texts of any bytes, through the whole engine.</summary>
public sealed class HostileTextTests : IAsyncDisposable
{
    private const int Clients = 250;
    private readonly EngineUnderTest _test = new();

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    [Fact]
    public async Task What_lists_and_reverse_zones_say_stays_printable_and_in_its_line()
    {
        var random = new Random(20260203);
        var zone = _test.Server.Zone("one.test");
        for (var i = 0; i < Clients; i++)
        {
            if (i % 2 == 0)
                zone.Lists(Client(i), "127.0.0.2").RawText(Bytes(random), Encoding.ASCII.GetBytes("\r\n.\r\n250 OK\r\n2026-01-02T03:04:05.000Z,forged"), Bytes(random));
            _test.Server.Reverse(Client(i), Label(random) + "\r\n250 OK." + (i % 2 == 0 ? "mail.example" : Client(i).Replace('.', '-') + ".dsl.example"));
        }

        _test.Write($$"""
            "dynamicHosts": { "enabled": true, "rejectionResponse": "%3" },
            "blockProviders": [ {{Some.List("one", "\"anyMatch\": true, \"rejectionResponse\": \"%3\"")}} ]
            """);
        var byRule = new int[2];
        for (var i = 0; i < Clients; i++)
        {
            var verdict = await _test.EvaluateAsync(Client(i));
            byRule[0] += verdict.Rule == VerdictRule.DynamicHost ? 1 : 0;
            byRule[1] += verdict.Rule == VerdictRule.BlockProvider ? 1 : 0;
            if (verdict.Reply is { } reply)
                AssertPrintable(reply.ToString());
            _test.Engine.Log(new Decision(verdict) { SessionId = "s", Event = "OnConnect", Action = "RejectConnection", Reply = verdict.Reply });
        }

        Assert.All(byRule, static count => Assert.InRange(count, 20, Clients));
        _test.Engine.Dispose();
        var lines = Directory.GetFiles(_test.PathOf("log"), "*.log").SelectMany(File.ReadAllLines).Where(static line => line[0] != '#').ToList();
        Assert.Equal(Clients, lines.Count);
        Assert.All(lines, static line => { AssertPrintable(line); Assert.Equal("s", CsvReader.Fields(line)[1]); });
        Assert.All(_test.Notices.All, static notice => AssertPrintable(notice.Text));
    }

    private static void AssertPrintable(string line) => Assert.All(line, static c => Assert.InRange(c, ' ', '~'));

    private static string Client(int i) => $"192.0.2.{i}";

    private static byte[] Bytes(Random random)
    {
        var bytes = new byte[random.Next(1, 80)];
        random.NextBytes(bytes);
        return bytes;
    }

    // A dot would end the label, and only ASCII can be written into a script.
    private static string Label(Random random) => string.Concat(Enumerable.Range(0, random.Next(1, 20)).Select(_ => (char)random.Next(1, 127))).Replace('.', '\r');
}
