using System;
using System.IO;
using IpBlock.Administration.InForce;
using IpBlock.Files;
using IpBlock.Providers.Health;
using IpBlock.Reporting.State;
using IpBlock.Settings;
using IpBlock.Tests.Settings;
using IpBlock.Tests.Time;

namespace IpBlock.Administration.Tests.InForce;

/// <summary>Settings with a provider and a list in a folder of their own, and what processes with these settings have written of themselves.</summary>
internal sealed class StatusUnderTest : IDisposable
{
    public StatusUnderTest()
    {
        WriteSettings("""
            {
                "blockProviders": [ { "name": "zen", "lookupDomain": "zen.test", "anyMatch": true } ],
                "lists": [ { "name": "drop", "file": "drop.txt" } ],
                "log": { "directory": "log" }
            }
            """);
        File.WriteAllText(Folder.PathOf("drop.txt"), "192.0.2.0/24\n");
    }

    public TemporaryFolder Folder { get; } = new();

    public FakeClock Clock { get; } = new();

    public string SettingsPath => Folder.PathOf("ipblock.json");

    public void Dispose() => Folder.Dispose();

    public StatusReport Read() => StatusReport.Read(SettingsPath, Clock);

    public void WriteSettings(string text)
    {
        File.WriteAllText(SettingsPath, text);
        File.SetLastWriteTimeUtc(SettingsPath, Clock.UtcNow.UtcDateTime);
        Directory.CreateDirectory(Folder.PathOf("log"));
    }

    public void Write(ProcessState state)
    {
        using var folder = OwnedFolder.Open(Folder.PathOf("log"));
        StateFile.Write(folder, state, state.ToJson());
    }

    public void Clear()
    {
        foreach (var path in Directory.GetFiles(Folder.PathOf("log"), "state-*"))
            File.Delete(path);
    }

    public ProcessState Running() => new()
    {
        Written = Clock.UtcNow,
        Started = Clock.UtcNow.AddHours(-1),
        Version = "1.0.0",
        Role = ProcessRole.Agent,
        Program = "EdgeTransport",
        Machine = Environment.MachineName,
        ProcessId = Environment.ProcessId,
        Settings = new SettingsState { Path = SettingsPath, Digest = SettingsFile.Load(SettingsPath).Settings?.Digest ?? "none", Since = Clock.UtcNow, Enabled = true },
        WatchesProviders = true,
        Providers = [new ProviderState { Id = RememberedList.IdOf(IpBlock.Tests.Some.Provider("\"name\": \"zen\", \"lookupDomain\": \"zen.test\", \"anyMatch\": true"), ProviderKind.Block), Name = "zen", LastAnswer = Clock.UtcNow }],
        Lists = [new ListState { Name = "drop", File = Folder.PathOf("drop.txt"), IsInForce = true, Entries = 1, Version = Clock.UtcNow,
            Refreshed = Clock.UtcNow }],
    };
}
