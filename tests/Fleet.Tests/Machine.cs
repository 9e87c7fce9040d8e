using System;
using System.IO;
using IpBlock.Settings;
using IpBlock.Testing.Servers;
using IpBlock.Time;

namespace IpBlock.Fleet.Tests;

/// <summary>A folder with a settings file, as a machine has it.</summary>
internal sealed class Machine : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public Machine(string settings) => SettingsPath = _folder.Write("ipblock.json", settings);

    public string Folder => _folder.Path;

    public string SettingsPath { get; }

    public string Text
    {
        get => File.ReadAllText(SettingsPath);
        set => File.WriteAllText(SettingsPath, value);
    }

    public FilterSettings Loaded => SettingsFile.Load(SettingsPath).Settings ?? throw new InvalidOperationException(string.Join('\n', SettingsFile.Load(SettingsPath).Errors));

    public FleetMembership Membership => new(SettingsPath, Clock.System);

    public FleetSettings Settings => new(SettingsPath, Clock.System);

    public string FileOf(string name) => Path.Combine(Folder, name);

    public void Dispose() => _folder.Dispose();
}
