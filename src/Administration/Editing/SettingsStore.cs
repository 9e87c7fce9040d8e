using System;
using System.IO;
using IpBlock.Files;
using IpBlock.Settings;

namespace IpBlock.Administration.Editing;

/// <summary>Writes the settings file so that a reader, and whoever comes after a crash, finds either the old one or the new one whole.</summary>
internal sealed class SettingsStore : IDisposable
{
    private readonly OwnedFolder _folder;
    private readonly string _name;
    private readonly Func<string, FileStream> _create;

    /// <exception cref="IOException">The folder cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be made.</exception>
    public SettingsStore(string path, Func<string, FileStream>? create = null)
    {
        _folder = OwnedFolder.OfFile(path, create: true, out _name);
        _create = create is null ? _folder.CreateNew : name => create(System.IO.Path.Combine(Folder, name));
    }

    /// <summary>The file itself where the given path is a symbolic link: the link shall stay one.</summary>
    public string Path => System.IO.Path.Combine(Folder, _name);

    public string LockPath => Path + ".lock";

    public string Folder => _folder.Path;

    /// <summary>The right to change the file; null when somebody else had it all the time.</summary>
    public SettingsLock? Lock(Time.Clock clock)
    {
        var held = SettingsLock.Wait(LockPath, () => _folder.TryHold(_name + ".lock", FileAccess.ReadWrite), clock);

        // Whoever may change the settings must be able to take the lock too.
        if (held is not null)
            _folder.CopyOwnerAndRights(_name, held.File);
        return held;
    }

    /// <summary>What is in the file, for the holder of the lock.</summary>
    public SettingsText Read() => SettingsFile.Read(Path, () => _folder.OpenRead(_name));

    /// <summary>Writes both files, the backup only when there is one. Only for the holder of the lock.</summary>
    public void Write(byte[] content, byte[]? backup)
    {
        if (backup is not null)
            Write(backup, _name + ".bak");
        Write(content, _name);
    }

    public void Dispose() => _folder.Dispose();

    private void Write(byte[] content, string target)
    {
        // One name, so that a crash leaves no more than one file behind, which the next change removes.
        var temporary = _name + ".tmp";
        _folder.Delete(temporary);
        try
        {
            using (var stream = _create(temporary))
            {
                // Before there is anything in it: the settings may hold keys.
                if (_folder.Has(_name))
                    _folder.CopyOwnerAndRights(_name, stream);
                else
                    _folder.CloseToOthers(stream);
                stream.Write(content, 0, content.Length);
                stream.Flush(flushToDisk: true);
            }

            _folder.Replace(temporary, target);
        }
        catch
        {
            _folder.Delete(temporary);
            throw;
        }
    }
}
