using System;
using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using IpBlock.Installer.Tests.Life;
using IpBlock.Testing;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.Installer.Tests.Package;

/// <summary>
/// The MSI, made as a person makes it, and two versions of it without its weight; what is in them is built once. The tests that use them run one after
/// another.
/// </summary>
public sealed class BuiltPackages : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);
    private readonly ScratchFolder _folder = new();

    /// <summary>Version 1.0.0 with all that belongs to it.</summary>
    public string First => Path.Combine(_folder.Path, "IpBlock-1.0.0-x64.msi");

    /// <summary>
    /// Version 1.0.0 without the runtime and most libraries of its programs, which do not run: for tests of what Windows Installer and the scripts do, which
    /// take as long as there are bytes to unpack.
    /// </summary>
    public string Small => Path.Combine(_folder.Path, "small", "IpBlock-1.0.0-x64.msi");

    /// <summary>Version 1.1.0 in the same way.</summary>
    public string Second => Path.Combine(_folder.Path, "small", "IpBlock-1.1.0-x64.msi");

    public string Payload => Path.Combine(_folder.Path, "payload");

    public string SmallPayload => Path.Combine(_folder.Path, "small-payload");

    public async ValueTask InitializeAsync()
    {
        await BuildAsync("1.0.0", _folder.Path);
        await BuiltDebianPackage.RunAsync("/bin/sh", "-c", """
            set -e
            cp -r "$1" "$2"
            find "$2/tools" "$2/page" -maxdepth 1 -name '*.dll' ! -name 'ipblock*.dll' -delete
            """, "sh", Payload, SmallPayload);
        await BuildAsync("1.0.0", Path.GetDirectoryName(Small)!, SmallPayload);
        await BuildAsync("1.1.0", Path.GetDirectoryName(Second)!, SmallPayload);
    }

    /// <summary>Makes an MSI of the whole payload or of another, and returns what was said.</summary>
    public async Task<string> BuildAsync(string version, string folder, string? payload = null)
    {
        var environment = new Dictionary<string, string>(Compiling, StringComparer.Ordinal) { ["PAYLOAD"] = payload ?? Payload, ["SOURCE_DATE_EPOCH"] = "1700000000" };
        var (code, output) = await RealProcess.RunAsync(Repository.File("src", "Installer", "build.sh"), [version, folder], Patience, environment: environment);
        Assert.True(code == 0, output);
        return output;
    }

    /// <summary>
    /// For what is compiled for the packages of tests: analyzers have seen the sources when the tests were built. That code for Windows is compiled ahead is
    /// left to <c>./test.sh --all</c>; it makes programs start faster and changes nothing else.
    /// </summary>
    internal static IReadOnlyDictionary<string, string> Compiling { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["RunAnalyzers"] = "false",
        ["READYTORUN"] = LongMatrix.IsWhole ? "true" : "false",
    };

    /// <summary>The first version, without its weight, as it was before there was a service: without that feature and all that belongs to it.</summary>
    public async Task<string> WithoutServiceAsync()
    {
        var old = Path.Combine(_folder.Path, "before", Path.GetFileName(Small));
        if (File.Exists(old))
            return old;
        Directory.CreateDirectory(Path.GetDirectoryName(old)!);
        File.Copy(Small, old);
        foreach (var (table, column, value) in new[]
        {
            ("Feature", "Feature", "Service"), ("FeatureComponents", "Feature_", "Service"), ("Condition", "Feature_", "Service"),
            ("ServiceInstall", "Name", "IpBlock"), ("ServiceControl", "Name", "IpBlock"), ("InstallExecuteSequence", "Action", "SetUpService"), ("Feature", "Feature", "Page"),
            ("FeatureComponents", "Feature_", "Page"), ("Condition", "Feature_", "Page"), ("ServiceInstall", "Name", "IpBlockManager"), ("ServiceControl", "Name", "IpBlockManager"),
        })
        {
            var (code, output) = await RealProcess.RunAsync("msibuild", [old, "-q", $"DELETE FROM `{table}` WHERE `{column}` = '{value}'"]);
            Assert.True(code == 0, output);
        }

        return old;
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}

[CollectionDefinition(Name)]
public sealed class PackageTests : ICollectionFixture<BuiltPackages>, ICollectionFixture<BuiltDebianPackage>, ICollectionFixture<WineFixture>
{
    public const string Name = "package";
}
