using System;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using BenchmarkDotNet.Attributes;
using IpBlock.Addresses;
using IpBlock.Dns;
using IpBlock.Filtering;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.Benchmarks;

/// <summary>300 policies with 100,000 recipients: which one names a recipient, and what it makes of a client whose answers are known. Goal: under 1 µs for the look.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class RecipientPolicies
{
    private const int Policies = 300;
    private const int Recipients = 100_000;

    private LocalBlockList _lists = null!;
    private StubResolver _resolver = null!;
    private ConnectionFilter _filter = null!;
    private FilterRequest _client;
    private Verdict _verdict = null!;
    private int _next;

    [GlobalSetup]
    public async Task SetUp()
    {
        _lists = new LocalBlockList(5);
        _resolver = new StubResolver(new DnsOptions { Servers = [_lists.EndPoint] }, Clock.System);
        var policies = new StringBuilder(", \"recipientPolicies\": [ ");
        for (var i = 0; i < Policies; i++)
        {
            var names = Enumerable.Range(0, Recipients / Policies).Select(j => string.Create(CultureInfo.InvariantCulture, $"\"user{(j * Policies) + i}@site{i}.example\""));
            policies.Append(i == 0 ? "" : ", ").Append(CultureInfo.InvariantCulture, $"{{ \"name\": \"policy {i}\", \"verdict\": \"score\", \"recipients\": [ {string.Join(", ", names)} ] }}");
        }

        _filter = new ConnectionFilter(Samples.Settings(5, policies.Append(" ]").ToString()), _resolver, Clock.System);
        _client = new FilterRequest(Address.FromIPv4(0x0B000001));
        _verdict = await _filter.EvaluateAsync(_client);
    }

    [GlobalCleanup]
    public void CleanUp()
    {
        _resolver.Dispose();
        _lists.Dispose();
    }

    [Benchmark(Description = "which policy names a recipient")]
    public int Find() => _filter.FindPolicy("User70001+news@site101.example");

    [Benchmark(Description = "none does")]
    public int FindNone() => _filter.FindPolicy("somebody@else.example");

    [Benchmark(Description = "the verdict of a policy")]
    public Task<Verdict> Judge() => _filter.JudgeAsync(_client, _verdict, _next = (_next + 1) % Policies);
}
