using System;
using System.Diagnostics;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using IpBlock.Service.Policy;
using IpBlock.Service.Tests.Hosting;
using Xunit;

namespace IpBlock.Service.Tests.Policy;

/// <summary>Requests as nobody should send them.</summary>
public sealed class FuzzTests
{
    private const int Requests = 1_000_000;
    private const int Connections = 3_000;

    [Fact]
    public void A_million_damaged_requests_are_read_as_the_plainest_reader_reads_them()
    {
        Parallel.For(0, 20, chunk =>
        {
            var requests = new MutatedRequests(chunk);
            for (var i = 0; i < Requests / 20; i++)
                Compare(requests.Next(), chunk, i);
        });
    }

    [Fact]
    public async Task A_service_that_gets_thousands_of_damaged_requests_answers_or_hangs_up_and_goes_on()
    {
        await using var service = await ServiceUnderTest.StartAsync("""{ "blockList": [ "192.0.2.1" ], "log": { "enabled": false }, "service": { {service} } }""");
        var before = Process.GetCurrentProcess().WorkingSet64;
        await Parallel.ForEachAsync(Enumerable.Range(0, Connections), new ParallelOptions { MaxDegreeOfParallelism = 20 }, async (i, _) =>
        {
            using var client = await service.ConnectAsync();
            var bytes = new MutatedRequests(1000 + i).Next();
            await client.SendAsync(bytes);
            client.Finish();
            var answers = (await client.RestAsync()).Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
            Assert.All(answers, answer => Assert.True(answer is "action=DUNNO" || answer.StartsWith("action=550 5.7.1 192.0.2.1 has been blocked", StringComparison.Ordinal), answer));
        });

        using var honest = await service.ConnectAsync();
        Assert.StartsWith("550 ", await honest.AskAsync(PolicyClient.Request("192.0.2.1")), StringComparison.Ordinal);
        Assert.DoesNotContain(service.Notices, notice => notice.Id == 415);
        Assert.InRange(Process.GetCurrentProcess().WorkingSet64 - before, long.MinValue, 300L << 20);
    }

    private static void Compare(byte[] bytes, int seed, int index)
    {
        var naive = NaivePolicy.Read(Encoding.Latin1.GetString(bytes));
        var flaw = PolicyParser.Read(bytes, out var request, out var length);
        var same = flaw == naive.Flaw && length == naive.Length && (flaw != PolicyFlaw.None || length == 0 || SameFields(request, naive));
        if (!same)
            Assert.Fail($"Request {index} of seed {seed} is {naive.Flaw} of {naive.Length} bytes, and was read as {flaw} of {length}:\n{Encoding.Latin1.GetString(bytes)}");
    }

    private static bool SameFields(PolicyRequest request, NaivePolicy naive) =>
        Same(request.Type, naive, "request") && Same(request.State, naive, "protocol_state") && Same(request.ClientAddress, naive, "client_address")
        && Same(request.ClientPort, naive, "client_port") && Same(request.ServerAddress, naive, "server_address") && Same(request.ServerPort, naive, "server_port")
        && Same(request.Recipient, naive, "recipient") && Same(request.Instance, naive, "instance") && Same(request.SaslMethod, naive, "sasl_method")
        && Same(request.SaslUserName, naive, "sasl_username") && Same(request.Sender, naive, "sender") && Same(request.ClientName, naive, "client_name");

    private static bool Same(ReadOnlySpan<byte> value, NaivePolicy naive, string name) =>
        naive.Attributes.TryGetValue(name, out var expected) ? Encoding.Latin1.GetString(value) == expected : value.IsEmpty;
}
