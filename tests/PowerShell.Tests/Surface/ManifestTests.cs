using System.IO;
using System.Linq;
using Xunit;

namespace IpBlock.PowerShell.Tests.Surface;

public sealed class ManifestTests
{
    [Fact]
    public void The_manifest_exports_every_cmdlet_and_no_other() =>
        Assert.Equal(Module.Cmdlets.Select(static cmdlet => cmdlet.Name), Module.List("CmdletsToExport"));

    [Fact]
    public void Windows_PowerShell_and_PowerShell_7_are_named()
    {
        Assert.Equal(["Desktop", "Core"], Module.List("CompatiblePSEditions"));
        Assert.Matches(@"PowerShellVersion\s*=\s*'5\.1'", Module.Manifest);
    }

    [Fact]
    public void The_folder_holds_what_the_manifest_lists_and_nothing_of_PowerShells_own()
    {
        var files = Directory.EnumerateFiles(Module.Folder, "*", SearchOption.AllDirectories).Where(static file => Path.GetExtension(file) != ".pdb")
            .Select(static file => Path.GetRelativePath(Module.Folder, file).Replace('\\', '/')).Order();
        Assert.Equal(Module.List("FileList").Order(), files);
    }

    [Fact]
    public void Newtonsoft_is_not_forced_upon_the_session() => Assert.Equal(["IpBlock.Common.dll", "IpBlock.Administration.dll"], Module.List("RequiredAssemblies"));
}
