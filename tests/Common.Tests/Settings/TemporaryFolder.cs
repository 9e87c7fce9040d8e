using System;
using System.IO;

namespace IpBlock.Tests.Settings;

/// <summary>A folder of a test's own, gone when the test is over.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private const string Memory = "/dev/shm";
    private readonly DirectoryInfo _folder;

    public TemporaryFolder()
        : this(Directory.CreateTempSubdirectory("ipblock-"))
    {
    }

    private TemporaryFolder(DirectoryInfo folder) => _folder = folder;

    /// <summary>For tests that write thousands of times: where nothing waits for a disk, if the system has such a place.</summary>
    public static TemporaryFolder InMemory() => Directory.Exists(Memory)
        ? new TemporaryFolder(Directory.CreateDirectory(Path.Combine(Memory, "ipblock-" + Path.GetRandomFileName())))
        : new TemporaryFolder();

    public string PathOf(string name) => Path.Combine(_folder.FullName, name);

    public void Dispose() => _folder.Delete(recursive: true);
}
