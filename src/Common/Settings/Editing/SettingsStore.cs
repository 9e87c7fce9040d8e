using System;
using System.IO;
using System.Runtime.InteropServices;

namespace IpBlock.Settings.Editing;

/// <summary>Writes the settings file so that a reader, and whoever comes after a crash, finds either the old one or the new one whole.</summary>
internal sealed class SettingsStore
{
    private readonly Func<string, FileStream> _create;

    public SettingsStore(string path, Func<string, FileStream>? create = null)
    {
        Path = UnixFile.RealPath(path) ?? System.IO.Path.GetFullPath(path);
        _create = create ?? (static name => new FileStream(name, FileMode.CreateNew, FileAccess.Write, FileShare.None));
    }

    /// <summary>The file itself where the given path is a symbolic link: the link shall stay one.</summary>
    public string Path { get; }

    public string LockPath => Path + ".lock";

    public string Folder => System.IO.Path.GetDirectoryName(Path)!;

    /// <summary>Writes both files, the backup only when there is one. Only for the holder of the lock.</summary>
    public void Write(byte[] content, byte[]? backup)
    {
        if (backup is not null)
            Write(backup, Path + ".bak");
        Write(content, Path);
    }

    private void Write(byte[] content, string target)
    {
        // One name, so that a crash leaves no more than one file behind, which the next change removes.
        var temporary = Path + ".tmp";
        File.Delete(temporary);
        try
        {
            using (var stream = _create(temporary))
            {
                // Before there is anything in it: the settings may hold keys.
                if (File.Exists(Path))
                    UnixFile.CopyOwnerAndMode(Path, temporary);
                else
                    UnixFile.Close(temporary);
                stream.Write(content, 0, content.Length);
                stream.Flush(flushToDisk: true);
            }

            PutInPlace(temporary, target);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Renames a file to its final name, over what is there.</summary>
    public static void PutInPlace(string temporary, string target)
    {
#if NET
        if (!RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            File.Move(temporary, target, overwrite: true);
            return;
        }
#endif

        // On Windows Replace keeps the access rights of the file that was there. Elsewhere it is one rename, under mono too.
        if (File.Exists(target))
            File.Replace(temporary, target, destinationBackupFileName: null, ignoreMetadataErrors: true);
        else
            File.Move(temporary, target);
    }
}
