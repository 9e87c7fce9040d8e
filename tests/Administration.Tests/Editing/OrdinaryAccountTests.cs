using System;
using System.IO;
using System.Threading.Tasks;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.Administration.Tests.Editing;

/// <summary>What is made and replaced has the same rights when it is not root who does it, and who does it has a umask that closes nothing.</summary>
public sealed class OrdinaryAccountTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly ScratchFolder _folder = new();
    private readonly string _settings;

    public OrdinaryAccountTests()
    {
        var foreign = Path.Combine(_folder.Path, "foreign");
        ForeignFolder.Make(foreign);
        _settings = Path.Combine(foreign, "ipblock.json");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_that_is_made_and_its_history_are_closed_to_others()
    {
        await AddAsync();
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(_settings));
        Assert.Equal(OwnerOnly | UnixFileMode.UserExecute, File.GetUnixFileMode(_settings + ".history"));
        Assert.All(Directory.GetFiles(_settings + ".history"), static file => Assert.Equal(OwnerOnly, File.GetUnixFileMode(file)));
    }

    [Fact]
    public async Task A_file_that_is_replaced_keeps_its_rights_and_so_does_its_backup()
    {
        File.WriteAllText(_settings, "{}");
        ForeignFolder.Give(_settings);
        File.SetUnixFileMode(_settings, OwnerOnly | UnixFileMode.GroupRead);
        await AddAsync();
        Assert.Equal(OwnerOnly | UnixFileMode.GroupRead, File.GetUnixFileMode(_settings));
        Assert.Equal(OwnerOnly | UnixFileMode.GroupRead, File.GetUnixFileMode(_settings + ".bak"));
        Assert.Equal(OwnerOnly | UnixFileMode.GroupRead, File.GetUnixFileMode(_settings + ".lock"));
    }

    private async Task AddAsync()
    {
        using var writer = WriterProcess.StartAsNobody("add", _settings, "a", "1");
        Assert.Equal("a0", (await writer.Output.ReadToEndAsync(TestContext.Current.CancellationToken)).Trim());
    }
}
