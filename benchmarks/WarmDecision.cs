using System.Threading.Tasks;
using BenchmarkDotNet.Attributes;
using IpBlock.Addresses;
using IpBlock.Dns;
using IpBlock.Filtering;
using IpBlock.Providers.Usage;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.Benchmarks;

/// <summary>A decision about a client whose answers are known: five providers, no I/O. Goals: 0.6 µs and 200 B; where scores are added 0.8 µs and 250 B.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class WarmDecision
{
    private LocalBlockList _lists = null!;
    private StubResolver _resolver = null!;
    private ConnectionFilter _filter = null!;
    private ConnectionFilter _scores = null!;
    private FilterRequest _clean;
    private FilterRequest _listed;

    [GlobalSetup]
    public async Task SetUp()
    {
        _lists = new LocalBlockList(5);
        _resolver = new StubResolver(new DnsOptions { Servers = [_lists.EndPoint] }, Clock.System);
        _filter = new ConnectionFilter(Samples.Settings(5), _resolver, Clock.System, usage: new UsageBook());
        _clean = new FilterRequest(Address.FromIPv4(0x0B000001));
        _listed = new FilterRequest(Address.FromIPv4(0x0A000001));
        await _filter.EvaluateAsync(_clean);
        await _filter.EvaluateAsync(_listed);
        _scores = new ConnectionFilter(Samples.Settings(5, ", \"verdict\": \"score\", \"thresholds\": { \"reject\": 2, \"mark\": 1 }"), _resolver, Clock.System, usage: new UsageBook());
    }

    [GlobalCleanup]
    public void CleanUp()
    {
        _resolver.Dispose();
        _lists.Dispose();
    }

    [Benchmark(Description = "not listed, five providers")]
    public Task<Verdict> NotListed() => _filter.EvaluateAsync(_clean);

    [Benchmark(Description = "listed at the first, reply rendered")]
    public Task<Verdict> Listed() => _filter.EvaluateAsync(_listed);

    [Benchmark(Description = "not listed, five scores added")]
    public Task<Verdict> NotListedByScore() => _scores.EvaluateAsync(_clean);

    [Benchmark(Description = "listed at one, five scores added, marked")]
    public Task<Verdict> MarkedByScore() => _scores.EvaluateAsync(_listed);
}
