using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Runtime.InteropServices;

namespace IpBlock.Benchmarks;

/// <summary>
/// Commands as whole processes, published as the Debian package has them, beside an empty program that is published alike. Goals: 25 ms more than the empty one, and for
/// <c>check</c> a round trip to the name server besides.
/// </summary>
internal static class Startup
{
    private const int Warmed = 2;
    private const string EmptyProject = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <OutputType>Exe</OutputType>
            <AssemblyName>empty</AssemblyName>
            <TieredPGO>false</TieredPGO>
            <ConcurrentGarbageCollection>false</ConcurrentGarbageCollection>
            <InvariantGlobalization>true</InvariantGlobalization>
          </PropertyGroup>
          <ItemGroup>
            <FrameworkReference Include="Microsoft.AspNetCore.App" />
          </ItemGroup>
        </Project>
        """;

    public static void Run(int turns)
    {
        var work = Directory.CreateTempSubdirectory("ipblock-startup-");
        try
        {
            using var lists = new SlowBlockLists(TimeSpan.FromMilliseconds(20));
            var settings = Path.Combine(work.FullName, "ipblock.json");
            File.WriteAllText(settings, Settings(lists.EndPoint));
            var empty = Directory.CreateDirectory(Path.Combine(work.FullName, "source"));
            File.WriteAllText(Path.Combine(empty.FullName, "empty.csproj"), EmptyProject);
            File.WriteAllText(Path.Combine(empty.FullName, "Program.cs"), "System.Console.WriteLine();");
            var (nothing, ipblock) = (Publish(empty.FullName, work, "empty"), Publish(Path.Combine(AgentLatency.FindRoot(), "src", "Service"), work, "ipblock"));
            Measure(turns,
            [
                ("empty program", nothing, []),
                ("ipblock version", ipblock, ["version"]),
                ("ipblock provider list", ipblock, ["--settings", settings, "provider", "list"]),
                ("ipblock check, DNS at 20 ms", ipblock, ["--settings", settings, "check", "192.0.2.1"]),
            ]);
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }

    // In turn, so that a busy moment of the machine meets them all.
    private static void Measure(int turns, (string Name, string Program, string[] Arguments)[] commands)
    {
        var figures = Array.ConvertAll(commands, _ => (Wall: new double[turns], Processor: new double[turns]));
        for (var turn = -Warmed; turn < turns; turn++)
        {
            for (var i = 0; i < commands.Length; i++)
            {
                var (before, watch) = (OfChildren(), Stopwatch.StartNew());
                RunOnce(commands[i].Program, commands[i].Arguments);
                if (turn >= 0)
                    (figures[i].Wall[turn], figures[i].Processor[turn]) = (watch.Elapsed.TotalMilliseconds, OfChildren() - before);
            }
        }

        foreach (var (command, (wall, processor)) in commands.Zip(figures))
        {
            Array.Sort(wall);
            Array.Sort(processor);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{command.Name,-30} median {wall[turns / 2],6:N1} ms ({wall[0]:N1} to {wall[^1]:N1}), processor {processor[turns / 2],6:N1} ms ({processor[0]:N1} to {processor[^1]:N1})"));
        }
    }

    private static string Publish(string project, DirectoryInfo work, string name)
    {
        var folder = Path.Combine(work.FullName, name);
        RunOnce("dotnet",
        [
            "publish", project, "--configuration", "Release", "--runtime", RuntimeInformation.RuntimeIdentifier.Contains("arm64", StringComparison.Ordinal) ? "linux-arm64" : "linux-x64",
            "--self-contained", "--nologo", "--verbosity", "quiet", "--artifacts-path", folder + "-artifacts", "-p:PublishReadyToRun=true", "-p:DebugType=none",
            "-p:GenerateDocumentationFile=false", "--output", folder,
        ]);
        return Path.Combine(folder, name);
    }

    private static void RunOnce(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();

        // A client that is listed is an answer, too.
        if (process.ExitCode > 1)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {output}");
    }

    private static string Settings(IPEndPoint server) => $$"""
        { "dns": { "servers": ["{{server}}"] }, "log": { "enabled": false }, "blockProviders": [
          {{string.Join(",\n  ", Enumerable.Range(1, 5).Select(static number => $$"""{ "name": "list {{number}}", "lookupDomain": "list{{number}}.example", "anyMatch": true }"""))}} ] }
        """;

    private static double OfChildren()
    {
        var usage = new long[18];
        if (GetUsage(Children, usage) != 0)
            throw new InvalidOperationException("getrusage failed");
        return ((usage[0] + usage[2]) * 1000.0) + ((usage[1] + usage[3]) / 1000.0);
    }

    private const int Children = -1;

    [DllImport("libc", EntryPoint = "getrusage")]
    private static extern int GetUsage(int who, [Out] long[] usage);
}
