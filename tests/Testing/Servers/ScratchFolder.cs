using System;
using System.IO;

namespace IpBlock.Testing.Servers;

/// <summary>A temporary folder, readable for the unprivileged users to which servers switch, gone when disposed.</summary>
public sealed class ScratchFolder : IDisposable
{
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    public ScratchFolder()
    {
        Path = Directory.CreateTempSubdirectory("ipblock-").FullName;
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Path, Readable);
    }

    public string Path { get; }

    /// <summary>Writes a file into it and returns its full path.</summary>
    public string Write(string name, string text)
    {
        var path = System.IO.Path.Combine(Path, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Directory.Exists(Path))
            Directory.Delete(Path, recursive: true);
    }
}
