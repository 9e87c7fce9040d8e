using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Xunit;

namespace IpBlock.Installer.Tests.Package;

/// <summary>The notices and the bills of materials name what is in the packages, all of it and nothing else.</summary>
[Collection(PackageTests.Name)]
public sealed class ContentsTests(BuiltPackages packages, BuiltDebianPackage debian)
{
    // What a browser is sent stands in no list of libraries.
    private static readonly string[] ForBrowsers = ["Microsoft.AspNetCore.App.Internal.Assets"];

    [Theory]
    [InlineData("ipblock")]
    [InlineData("ipblock-manager")]
    public async Task The_Debian_package_says_whose_software_is_in_it(string program)
    {
        var documents = Path.Combine(debian.Root, "usr", "share", "doc", "ipblock");
        await using var packed = new GZipStream(File.OpenRead(Path.Combine(documents, program + ".third-party-notices.txt.gz")), CompressionMode.Decompress);
        using var notices = new StreamReader(packed);
        var libraries = await LibrariesAsync(Path.Combine(debian.Root, "usr", "lib", "ipblock", program + ".deps.json"));
        var named = Check(await File.ReadAllTextAsync(Path.Combine(documents, program + ".cdx.json")), await notices.ReadToEndAsync(), libraries);
        Assert.Equal(program == "ipblock-manager" ? ForBrowsers : [], named.Select(static name => name.Split('@')[0]).Intersect(ForBrowsers));
    }

    [Theory]
    [InlineData("tools", "ipblock")]
    [InlineData("page", "ipblock-manager")]
    public async Task The_MSI_says_whose_software_the_programs_are_made_of(string folder, string program)
    {
        var place = Path.Combine(packages.Payload, folder, program);
        Check(await File.ReadAllTextAsync(place + ".cdx.json"), await File.ReadAllTextAsync(place + ".third-party-notices.txt"), await LibrariesAsync(place + ".deps.json"));
        await IsInstalledAsync(program);
    }

    [Theory]
    [InlineData("agent", "IpBlock.Agent")]
    [InlineData("module", "IpBlock.PowerShell")]
    public async Task The_MSI_says_whose_libraries_the_agent_and_the_module_bring(string folder, string assembly)
    {
        var place = Path.Combine(packages.Payload, "tools", assembly);
        var components = Check(await File.ReadAllTextAsync(place + ".cdx.json"), await File.ReadAllTextAsync(place + ".third-party-notices.txt"), libraries: null);
        var shipped = Directory.GetFiles(Path.Combine(packages.Payload, folder), "*.dll").Select(static file => Path.GetFileNameWithoutExtension(file)!).Where(static name => !name.StartsWith("IpBlock", StringComparison.Ordinal));
        Assert.Equal(shipped.Order(StringComparer.Ordinal), components.Select(static one => one.Split('@')[0]).Order(StringComparer.Ordinal));
        await IsInstalledAsync(assembly);
    }

    private static List<string> Check(string bill, string notices, IReadOnlyCollection<string>? libraries)
    {
        var json = JsonNode.Parse(bill)!;
        Assert.Equal(("CycloneDX", "1.6"), ((string?)json["bomFormat"], (string?)json["specVersion"]));
        var components = json["components"]!.AsArray().Select(static one => one!).ToList();
        var named = components.ConvertAll(static one => $"{one["name"]}@{one["version"]}");
        if (libraries is not null)
            Assert.Equal(libraries.Order(StringComparer.Ordinal), named.Where(static name => !ForBrowsers.Contains(name.Split('@')[0])).Order(StringComparer.Ordinal));
        Assert.All(components, one =>
        {
            Assert.Equal($"pkg:nuget/{one["name"]}@{one["version"]}", (string?)one["purl"]);
            Assert.Matches("^[0-9a-f]{128}$", (string?)one["hashes"]![0]!["content"]);
            Assert.False(string.IsNullOrEmpty((string?)(one["licenses"]![0]!["license"]!["id"] ?? one["licenses"]![0]!["license"]!["name"])));
            Assert.Contains($"\n{one["name"]} {one["version"]}\n", notices, StringComparison.Ordinal);
        });
        Assert.Equal(components.Count, notices.Split("\nLicence: ").Length - 1);
        Assert.DoesNotContain(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), bill + notices, StringComparison.Ordinal);
        return named;
    }

    // Packages of which a file is there: some only name others.
    private static async Task<List<string>> LibrariesAsync(string deps)
    {
        var json = JsonNode.Parse(await File.ReadAllTextAsync(deps))!;
        return [.. json["targets"]![(string)json["runtimeTarget"]!["name"]!]!.AsObject()
            .Where(library => (string?)json["libraries"]![library.Key]!["type"] is "package" or "runtimepack" && (library.Value!["runtime"] ?? library.Value["native"]) is not null)
            .Select(static library => library.Key.Replace("runtimepack.", "", StringComparison.Ordinal).Replace('/', '@'))];
    }

    private async Task IsInstalledAsync(string assembly)
    {
        var files = (await MsiTable.ReadAsync(packages.First, "File")).Rows.Select(static row => row["FileName"].Split('|')[^1]).ToList();
        Assert.Single(files, assembly + ".third-party-notices.txt");
        Assert.Single(files, assembly + ".cdx.json");
        Assert.Single(files, "LICENSE.txt");
    }
}
