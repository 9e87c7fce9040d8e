using System;
using System.IO;
using System.Threading.Tasks;
using IpBlock.Filtering;
using IpBlock.Lists;
using IpBlock.Tests.Dns;
using IpBlock.Tests.Filtering;
using IpBlock.Tests.Notices;
using IpBlock.Tests.Reporting;
using IpBlock.Tests.Settings;
using IpBlock.Tests.Time;

namespace IpBlock.Tests.Lists;

/// <summary>A filter with lists in files of a folder of its own, and a clock that stands still.</summary>
internal sealed class ListsUnderTest : IDisposable
{
    public const string Client = FilterUnderTest.Client;

    private readonly TemporaryFolder _folder = new();
    private ConnectionFilter? _filter;

    public ListsUnderTest() => Store = new ListStore(Clock, Notices);

    public FakeClock Clock { get; } = new();

    public CollectedNotices Notices { get; } = new();

    public ListStore Store { get; }

    public FakeResolver Names => _resolver ??= new FakeResolver(Clock);

    private FakeResolver? _resolver;

    public string PathOf(string name) => _folder.PathOf(name);

    /// <summary>Writes a list; the file's time is the clock's.</summary>
    public ListsUnderTest Write(string name, string text)
    {
        // As it is to be done: the file is replaced, never half there.
        File.WriteAllText(PathOf(name + ".new"), text);
        File.SetLastWriteTimeUtc(PathOf(name + ".new"), Clock.UtcNow.UtcDateTime);
        File.Move(PathOf(name + ".new"), PathOf(name), overwrite: true);
        return this;
    }

    /// <summary>Takes over settings with these lists, and what else is given.</summary>
    public ListsUnderTest Use(string lists, string more = "")
    {
        var settings = Some.Settings("{ \"lists\": [ " + lists + " ] " + (more.Length > 0 ? ", " + more : "") + " }");
        Store.Use(settings, PathOf("ipblock.json"));
        _filter = new ConnectionFilter(settings, Names, Clock, lists: Store);
        return this;
    }

    public ConnectionFilter Filter => _filter!;

    public static string List(string name, string more = "") => $$"""{ "name": "{{name}}", "file": "{{name}}.txt"{{(more.Length > 0 ? ", " + more : "")}} }""";

    public Task<Verdict> EvaluateAsync(string client = Client) => Filter.EvaluateAsync(new FilterRequest(Some.Client(client))).WaitAsync(Some.Patience);

    public void Pass(double seconds) => Clock.Advance(TimeSpan.FromSeconds(seconds));

    public void Dispose()
    {
        Store.Dispose();
        _folder.Dispose();
    }
}
