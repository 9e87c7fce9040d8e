using System;
using System.IO;
using System.Threading.Tasks;
using BenchmarkDotNet.Attributes;
using IpBlock.Addresses;
using IpBlock.Dns;
using IpBlock.Filtering;
using IpBlock.Lists;
using IpBlock.Time;

namespace IpBlock.Benchmarks;

/// <summary>The warm decision with a million networks in two block lists, an allow list and a thousand entries by hand besides. Goal: 0.5 µs and 200 B at most.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class WarmDecisionWithLists
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ipblock-bench").FullName;
    private LocalBlockList _lists = null!;
    private StubResolver _resolver = null!;
    private ListStore _store = null!;
    private ConnectionFilter _filter = null!;
    private FilterRequest _clean;
    private FilterRequest _listed;

    [GlobalSetup]
    public async Task SetUp()
    {
        _lists = new LocalBlockList(5);
        _resolver = new StubResolver(new DnsOptions { Servers = [_lists.EndPoint] }, Clock.System);
        ListFiles.Write(Path.Combine(_folder, "a.txt"), 900_000, seed: 1);
        ListFiles.Write(Path.Combine(_folder, "b.txt"), 100_000, seed: 2);
        File.WriteAllText(Path.Combine(_folder, "c.txt"), "198.51.100.0/24\n");
        var settings = Samples.Settings(5, ListFiles.Settings);
        _store = ListStore.Load(settings, Path.Combine(_folder, "ipblock.json"), Clock.System);
        _filter = new ConnectionFilter(settings, _resolver, Clock.System, lists: _store);
        _clean = new FilterRequest(Address.FromIPv4(0x0B000001));
        _listed = new FilterRequest(Address.FromIPv4(0x0A000001));
        await _filter.EvaluateAsync(_clean);
        if ((await _filter.EvaluateAsync(_listed)).List is null || (await _filter.EvaluateAsync(_clean)).Rule != VerdictRule.None)
            throw new InvalidOperationException("The lists are not what they were taken for.");
    }

    [GlobalCleanup]
    public void CleanUp()
    {
        _store.Dispose();
        _resolver.Dispose();
        _lists.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Benchmark(Description = "on no list and at no provider")]
    public Task<Verdict> NotListed() => _filter.EvaluateAsync(_clean);

    [Benchmark(Description = "on a list, reply rendered")]
    public Task<Verdict> Listed() => _filter.EvaluateAsync(_listed);
}
