using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Filtering;
using IpBlock.Testing.Dns;
using IpBlock.Tests.Notices;
using IpBlock.Tests.Reporting;
using IpBlock.Tests.Settings;
using IpBlock.Tests.Time;

namespace IpBlock.Tests;

/// <summary>A whole engine with a settings file, a name server on loopback and a clock that stands still.</summary>
internal sealed class EngineUnderTest : IAsyncDisposable
{
    public const string Client = "192.0.2.1";

    private readonly TemporaryFolder _folder = new();
    private FilterEngine? _engine;

    public FakeClock Clock { get; } = new();

    public CollectedNotices Notices { get; } = new();

    public ScriptedDnsServer Server { get; } = ScriptedDnsServer.Start();

    public FilterEngine Engine => _engine ??= new FilterEngine(SettingsPath, Clock, Notices);

    public string SettingsPath => _folder.PathOf("ipblock.json");

    public string PathOf(string name) => _folder.PathOf(name);

    /// <summary>Writes settings with the name server in them; the file's time is the clock's. The lists are not watched: what is asked is asked by the test alone.</summary>
    public void Write(string properties, string dns = "") => WriteWatched("\"health\": { \"enabled\": false }, " + properties, dns);

    /// <summary>The same with the lists watched over as usual.</summary>
    public void WriteWatched(string properties, string dns = "") =>
        WriteText($$"""{ "dns": { "servers": [ "127.0.0.1:{{Server.Port}}" ]{{dns}} }, {{properties}} }""");

    public void WriteText(string text)
    {
        File.WriteAllText(SettingsPath, text);
        File.SetLastWriteTimeUtc(SettingsPath, Clock.UtcNow.UtcDateTime);
    }

    public void Pass(double seconds) => Clock.Advance(TimeSpan.FromSeconds(seconds));

    public Task<Verdict> EvaluateAsync(string client = Client) => Engine.EvaluateAsync(new FilterRequest(Some.Client(client))).WaitAsync(Some.Patience);

    public async ValueTask DisposeAsync()
    {
        _engine?.Dispose();
        await Server.DisposeAsync();
        _folder.Dispose();
    }
}
