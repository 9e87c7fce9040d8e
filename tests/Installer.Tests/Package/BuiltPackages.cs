using System;
using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.Installer.Tests.Package;

/// <summary>Two versions of the MSI, made as a person makes them; what is in them is built once. The tests that use them run one after another.</summary>
public sealed class BuiltPackages : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);
    private readonly ScratchFolder _folder = new();

    public string First => Path.Combine(_folder.Path, "IpBlock-1.0.0-x64.msi");

    public string Second => Path.Combine(_folder.Path, "IpBlock-1.1.0-x64.msi");

    public string Payload => Path.Combine(_folder.Path, "payload");

    public async ValueTask InitializeAsync()
    {
        await BuildAsync("1.0.0", _folder.Path);
        await BuildAsync("1.1.0", _folder.Path);
    }

    /// <summary>Makes an MSI, and returns what was said.</summary>
    public async Task<string> BuildAsync(string version, string folder)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["PAYLOAD"] = Payload, ["SOURCE_DATE_EPOCH"] = "1700000000" };
        var (code, output) = await RealProcess.RunAsync(Repository.File("src", "Installer", "build.sh"), [version, folder], Patience, environment: environment);
        Assert.True(code == 0, output);
        return output;
    }

    /// <summary>The first version as it was before there was a service: without that feature and all that belongs to it.</summary>
    public async Task<string> WithoutServiceAsync()
    {
        var old = Path.Combine(_folder.Path, "before", Path.GetFileName(First));
        if (File.Exists(old))
            return old;
        Directory.CreateDirectory(Path.GetDirectoryName(old)!);
        File.Copy(First, old);
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
public sealed class PackageTests : ICollectionFixture<BuiltPackages>, ICollectionFixture<BuiltDebianPackage>
{
    public const string Name = "package";
}
