using System;
using System.IO;
using System.Linq;
using IpBlock.Administration.Logs.Reading;
using IpBlock.Files;
using IpBlock.LogIndex.Filling;
using IpBlock.Tests.Settings;
using Xunit;

namespace IpBlock.LogIndex.Tests.Filling;

public sealed class FingerprintTests : IDisposable
{
    private readonly TemporaryFolder _folder = TemporaryFolder.InMemory();

    private string Path => _folder.PathOf("file.log");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(10, 1)]
    [InlineData(10, 400)]
    [InlineData(300, 30)]
    [InlineData(9_000, 7)]
    [InlineData(LogLineReader.Longest * 2, 2)]
    public void A_file_that_only_grows_is_the_same_wherever_reading_ended(int length, int lines)
    {
        File.WriteAllText(Path, string.Concat(Enumerable.Range(0, lines).Select(i => new string((char)('a' + (i % 26)), length) + "\n")) + new string('z', LogLineReader.Longest * 2));
        using var file = RegularFile.OpenRead(Path);
        var (position, value) = (0L, IndexedFile.Unread);
        for (var read = 0; read <= lines; read++)
        {
            var print = Fingerprint.Find(file, position, value);
            Assert.NotNull(print);
            foreach (var line in LogLineReader.Read(file, position, print).Take(1))
                position = line.End;
            value = print.Value;
        }

        Assert.Equal((length + 1L) * lines, position);
    }

    [Fact]
    public void A_file_that_is_replaced_while_it_is_read_is_found_out()
    {
        File.WriteAllText(Path, string.Concat(Enumerable.Range(0, 20_000).Select(static i => $"old {i}\n")));
        using var file = RegularFile.OpenRead(Path);
        var print = Fingerprint.Find(file, 0, IndexedFile.Unread)!;
        var position = 0L;
        foreach (var line in LogLineReader.Read(file, 0, print))
        {
            if (position == 0)
                File.WriteAllText(Path, string.Concat(Enumerable.Range(0, 20_000).Select(static i => $"new {i}\n")));
            position = line.End;
        }

        Assert.Equal(file.Length, position);
        Assert.Null(Fingerprint.Find(file, position, print.Value));
    }
}
