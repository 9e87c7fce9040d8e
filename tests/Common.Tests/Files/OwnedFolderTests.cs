using System;
using System.IO;
using System.Linq;
using IpBlock.Files;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.Tests.Files;

public sealed class OwnedFolderTests : IDisposable
{
    private const string Name = "kept.json";
    private readonly ScratchFolder _scratch = new();
    private readonly OwnedFolder _folder;

    public OwnedFolderTests()
    {
        File.WriteAllText(PathOf(Name), "old");
        _folder = OwnedFolder.Open(_scratch.Path);
    }

    private string[] Files => [.. Directory.GetFiles(_scratch.Path).Select(static path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    public void Dispose()
    {
        _folder.Dispose();
        _scratch.Dispose();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("kept.json.tmp")]
    public void A_file_that_cannot_be_written_to_its_end_is_as_it_was_and_nothing_is_left_beside_it(string? temporary)
    {
        Assert.Throws<IOException>(() => _folder.Write(Name, static file =>
        {
            file.WriteByte((byte)'n');
            throw new IOException("No space left on device");
        }, temporary));
        Assert.Equal("old", File.ReadAllText(PathOf(Name)));
        Assert.Equal([Name], Files);
    }

    [Fact]
    public void What_a_crash_has_left_goes_with_the_next_file_of_that_name()
    {
        File.WriteAllText(PathOf(Name + ".tmp"), "half of what was to be written then");
        _folder.Write(Name, static file => file.WriteByte((byte)'n'), Name + ".tmp");
        Assert.Equal("n", File.ReadAllText(PathOf(Name)));
        Assert.Equal([Name], Files);
    }

    private string PathOf(string name) => Path.Combine(_scratch.Path, name);
}
