using System.IO;
using System.Linq;
using System.Threading.Tasks;
using System.Xml.Linq;
using IpBlock.Testing;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.Installer.Tests.Package;

[Collection(PackageTests.Name)]
public sealed class BuildTests(BuiltPackages packages)
{
    [Fact]
    public async Task The_same_sources_give_the_same_bytes()
    {
        using var again = new ScratchFolder();
        var first = LongMatrix.IsWhole ? packages.First : packages.Small;
        await packages.BuildAsync("1.0.0", again.Path, LongMatrix.IsWhole ? packages.Payload : packages.SmallPayload);
        Assert.True((await File.ReadAllBytesAsync(first)).SequenceEqual(await File.ReadAllBytesAsync(Path.Combine(again.Path, Path.GetFileName(first)))));
    }

    [Fact]
    public async Task The_agent_s_folder_holds_our_assemblies_and_Newtonsoft_Json_and_nothing_of_Microsoft()
    {
        var files = (await MsiTable.ReadAsync(packages.First, "File")).Rows.Where(static row => row["Component_"] == "AgentPayload").ToList();
        foreach (var file in files)
            TestContext.Current.TestOutputHelper!.WriteLine($"{file["FileName"]} {file["FileSize"]} bytes");
        Assert.Equal(["IpBlock.Agent.dll", "IpBlock.Common.dll", "Newtonsoft.Json.dll"], files.Select(static file => file["File"]).Order(System.StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_stand_in_for_Exchange_is_in_no_package()
    {
        var names = (await MsiTable.ReadAsync(packages.First, "File")).Column("FileName");
        Assert.DoesNotContain(names, static name => name.Contains("Microsoft.Exchange", System.StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task The_module_s_folder_holds_what_its_manifest_names_and_has_the_package_s_version()
    {
        var manifest = await File.ReadAllTextAsync(Path.Combine(packages.Payload, "module", "IpBlock.psd1"));
        Assert.Contains("ModuleVersion        = '1.0.0'", manifest);
        var list = manifest[manifest.IndexOf("FileList", System.StringComparison.Ordinal)..];
        var named = list[..list.IndexOf(')', System.StringComparison.Ordinal)].Split('\'').Where((_, at) => at % 2 == 1);
        var there = Directory.EnumerateFiles(Path.Combine(packages.Payload, "module"), "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Path.Combine(packages.Payload, "module"), path));
        Assert.Equal(named.Order(System.StringComparer.Ordinal), there.Order(System.StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_script_of_the_repository_is_installed()
    {
        var installed = (await MsiTable.ReadAsync(packages.First, "File")).Column("FileName").Select(static name => name.Split('|').Last()).ToList();
        Assert.All(Directory.EnumerateFiles(Repository.File("scripts"), "*", SearchOption.AllDirectories), path => Assert.Contains(Path.GetFileName(path), installed));
    }

    [Theory]
    [InlineData("IpBlock.wxs")]
    [InlineData("Components.wxs")]
    public void The_source_is_well_formed_and_in_the_schema_of_WiX_3(string file) =>
        Assert.Equal("http://schemas.microsoft.com/wix/2006/wi", XDocument.Load(Repository.File("src", "Installer", file)).Root!.Name.NamespaceName);

    [Theory]
    [InlineData("1.2")]
    [InlineData("one")]
    [InlineData("")]
    public async Task A_version_that_Windows_Installer_cannot_compare_is_refused(string version)
    {
        using var folder = new ScratchFolder();
        var (code, output) = await RealProcess.RunAsync(Repository.File("src", "Installer", "build.sh"), [version, folder.Path]);
        Assert.Equal(2, code);
        Assert.Contains("three numbers", output);
    }
}
