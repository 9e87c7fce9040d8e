using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.PowerShell.Tests.Surface;
using IpBlock.Testing.Dns;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.PowerShell.Tests.Live;

/// <summary>A real PowerShell with the built module, on a settings file of a test's own. See <see cref="PowerShellProgram"/>.</summary>
internal sealed class Pwsh : IAsyncDisposable
{
    private readonly ScratchFolder _folder = new();

    public Pwsh()
    {
        Lists = ScriptedDnsServer.Start();
        SettingsPath = Path.Combine(_folder.Path, "ipblock.json");
    }

    /// <summary>Answers for the lists; the settings name it as their name server.</summary>
    public ScriptedDnsServer Lists { get; }

    public string SettingsPath { get; }

    public string Folder => _folder.Path;

    /// <summary>Settings that ask <see cref="Lists"/> and nobody else.</summary>
    public Pwsh WithSettings(string providers = "")
    {
        File.WriteAllText(SettingsPath, $$"""{ "dns": { "servers": [ "{{Lists.EndPoint}}" ] }{{(providers.Length > 0 ? ", " + providers : "")}} }""");
        return this;
    }

    /// <summary>Runs a script to its end; what it wrote, line by line. Errors are lines of text too.</summary>
    public async Task<IReadOnlyList<string>> RunAsync(string script)
    {
        var file = _folder.Write("test.ps1", $$"""
            $ErrorActionPreference = 'Continue'
            Import-Module '{{Path.Combine(Module.Folder, "IpBlock.psd1")}}' -ErrorAction Stop
            function Show($records) { foreach ($e in $records) { '{0} {1} {2}' -f ($e.FullyQualifiedErrorId -split ',')[0], $e.CategoryInfo.Category, $e.TargetObject } }
            {{script}}
            """);
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["IPBLOCK_SETTINGS"] = SettingsPath };
        var (code, output) = await PowerShellProgram.RunAsync(file, TimeSpan.FromMinutes(2), environment);
        Assert.True(code == 0, output);
        return [.. output.Split('\n').Select(static line => line.TrimEnd()).Where(static line => line.Length > 0)];
    }

    public async ValueTask DisposeAsync()
    {
        _folder.Dispose();
        await Lists.DisposeAsync();
    }
}
