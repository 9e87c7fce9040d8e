using System;
using System.Globalization;
using System.Linq;
using IpBlock.Administration.Logs;

namespace IpBlock.Benchmarks.Fleet;

/// <summary>Decisions as a fleet logs them: five lists, clients that hardly ever come twice, a thousand recipients a server, each third sender new.</summary>
internal static class FleetDecisions
{
    public static DecisionRecord Make(DateTime at, int server, Random random)
    {
        var client = string.Create(CultureInfo.InvariantCulture, $"{random.Next(11, 200)}.{random.Next(256)}.{random.Next(256)}.{random.Next(1, 255)}");
        var list = random.Next(10) switch { < 6 => -1, < 9 => 0, _ => random.Next(5) };
        var name = $"{client.Replace('.', '-')}.dyn{random.Next(200)}.provider.example";
        var sender = random.Next(3) == 0 ? $"bounce-{random.Next():x}@mail{random.Next(500)}.sender.example" : $"news{random.Next(5000)}@sender.example";
        var (action, reply, rule, provider, codes, listed) = list < 0
            ? ("AcceptRecipient", "", "", "", "", "")
            : ("RejectCommand", $"550 5.7.1 {client} has been blocked by connection filter rule list {list}", "BlockProvider", $"list {list}", "127.0.0.2", $"list {list}=127.0.0.2");
        var steps = string.Join(';', Enumerable.Range(0, 5).Select(i => $"b:list {i}=" + (list == i ? "127.0.0.2!" : "-")));
        string[] fields =
        [
            at.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture), "08DE" + random.NextInt64(1L << 40).ToString("X12", CultureInfo.InvariantCulture), "192.0.2.25:25", client + ":40112", "OnRcptCommand",
            action, reply, rule, provider, codes, list < 0 ? "" : $"https://lists.example/query?ip={client}", $"user{random.Next(1000)}@site{server}.example", "", "23.1", listed, "", "", steps, sender,
            random.Next(2) == 0 ? name : $"[{client}]", name,
        ];
        return DecisionRecord.Of(new DateTimeOffset(at, TimeSpan.Zero), fields);
    }
}
