using System;
using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using IpBlock.Service.Commands;
using IpBlock.Service.Terminal;
using IpBlock.Settings;
using IpBlock.Testing.Dns;
using IpBlock.Testing.Servers;
using IpBlock.Time;
using Newtonsoft.Json.Linq;
using Xunit;

namespace IpBlock.Service.Tests;

/// <summary>The command line in this process, with a settings file of its own.</summary>
internal sealed class Cli : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public Cli() => SettingsPath = Path.Combine(_folder.Path, "ipblock.json");

    public Cli(string settings) : this() => File.WriteAllText(SettingsPath, settings);

    public string Folder => _folder.Path;

    public string SettingsPath { get; }

    public string SettingsText => File.ReadAllText(SettingsPath);

    public Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal);

    public string Input { get; init; } = "";

    public bool OutIsTerminal { get; init; }

    /// <summary>A person at a terminal, who loses patience at once.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>Settings that ask this server, with these further properties.</summary>
    public static Cli Asking(ScriptedDnsServer server, string properties, bool errorIsTerminal = false) =>
        new($$"""{ "dns": { "servers": [ "{{server.EndPoint}}" ] }, {{properties}} }""") { ErrorIsTerminal = errorIsTerminal };

    public FilterSettings Settings()
    {
        var load = SettingsFile.Load(SettingsPath);
        Assert.True(load.Settings is not null, string.Join('\n', load.Errors));
        return load.Settings;
    }

    public string Write(string name, string text) => _folder.Write(name, text);

    /// <summary>Runs a command on the settings.</summary>
    public Task<Result> RunAsync(params string[] args) => RunBareAsync([.. args, "--settings", SettingsPath]);

    /// <summary>Runs exactly these words.</summary>
    public async Task<Result> RunBareAsync(params string[] args)
    {
        var (output, error) = (new StringWriter { NewLine = "\n" }, new StringWriter { NewLine = "\n" });
        var code = await IpBlockCommand.RunAsync(args, new Surroundings
        {
            Out = output,
            Error = error,
            In = new StringReader(Input),
            OutIsTerminal = OutIsTerminal,
            ErrorIsTerminal = ErrorIsTerminal,
            Clock = ErrorIsTerminal ? new HastyClock() : Clock.System,
            Environment = name => Environment.GetValueOrDefault(name),
        });
        return new Result(code, output.ToString(), error.ToString());
    }

    /// <summary>Runs a command that is to succeed, and returns what it printed.</summary>
    public async Task<string> DoAsync(params string[] args)
    {
        var result = await RunAsync(args);
        Assert.True(result is { Code: 0, Error: "" }, result.ToString());
        return result.Output;
    }

    /// <summary>Runs a command that is to print JSON.</summary>
    public async Task<JToken> JsonAsync(params string[] args) => (await RunAsync([.. args, "--json"])).Json;

    public void Dispose() => _folder.Dispose();
}

/// <summary>What a command said.</summary>
internal sealed record Result(int Code, string Output, string Error)
{
    public JToken Json => JToken.Parse(Output);

    public override string ToString() => $"exit code {Code}, output:\n{Output}error:\n{Error}";
}
