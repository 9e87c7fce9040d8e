using System;
using System.IO;

namespace IpBlock.Files;

/// <summary>
/// A folder in which files are read and written with the rights of whoever owns it. Root, who may write everywhere, is thereby led astray by no link, swapped folder or
/// second name that the owner has put there, and what root writes belongs to the owner, whatever the umask. For every other account it is the folder as it is.
/// </summary>
public sealed class OwnedFolder : IDisposable
{
    private const int ReadByAll = 0x124;
    private const int OwnerReadsAndWrites = 0x180;
    private const int OwnerOnly = 0x1C0;
    private const int GroupReads = 0x20;
    private const int ForOthers = 0x7;

    private readonly FileIdentity? _identity;
    private readonly string _reach;
    private int _folder;

    private OwnedFolder(string path)
    {
        Path = _reach = System.IO.Path.GetFullPath(path);
        _folder = -1;
    }

    private OwnedFolder(FolderWalk walk)
    {
        _folder = walk.Folder;
        _identity = walk.Identity;
        _reach = "/proc/self/fd/" + LinuxFile.Number(_folder);
        Path = LinuxFile.LinkTarget(LinuxFile.CurrentFolder, _reach) ?? _reach;
    }

    /// <summary>Its path, for whoever is told of it.</summary>
    public string Path { get; }

    /// <summary>Opens a folder, and makes it, and those above it, when it is not there.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    public static OwnedFolder Open(string path)
    {
        if (LinuxFile.IsRoot)
            return new OwnedFolder(new FolderWalk(path, create: true).ToFolder());
        Directory.CreateDirectory(path);
        return new OwnedFolder(path);
    }

    /// <summary>Opens the folder of a file, where links to the file lead, and says what the file is called there.</summary>
    internal static OwnedFolder OfFile(string path, bool create, out string name)
    {
        if (LinuxFile.IsRoot)
        {
            var walk = new FolderWalk(path, create);
            name = walk.ToFile();
            return new OwnedFolder(walk);
        }

        var file = UnixFile.RealPath(path) ?? System.IO.Path.GetFullPath(path);
        var folder = System.IO.Path.GetDirectoryName(file)!;
        if (create)
            Directory.CreateDirectory(folder);
        name = System.IO.Path.GetFileName(file);
        return new OwnedFolder(folder);
    }

    /// <summary>Does something with the folder, by the path that is handed over, with its owner's rights. Only what is done when it returns: no other thread has them.</summary>
    public T Do<T>(Func<string, T> work)
    {
        if (_folder < 0)
            return work(Path);
        try
        {
            return _identity is { } identity ? identity.Do(() => work(_reach)) : work(_reach);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException && failure.Message.IndexOf(_reach, StringComparison.Ordinal) >= 0)
        {
            throw Readable(failure);
        }
    }

    /// <summary>The same without a result.</summary>
    public void Do(Action<string> work) => Do(folder =>
    {
        work(folder);
        return true;
    });

    /// <summary>True when there is a regular file of this name; a link is none.</summary>
    public bool Has(string name) => Do(folder => FileKinds.At(Join(folder, name)) == FileKind.Regular);

    /// <summary>Opens a file of the folder for reading. Links lead where the folder's owner may go.</summary>
    /// <exception cref="IOException">It is not there or no regular file.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public FileStream OpenRead(string name)
    {
        try
        {
            return Do(folder => RegularFile.Read(Join(folder, name)));
        }
        catch (UnauthorizedAccessException) when (_identity is not null && LinuxFile.Status(_folder, name) is { Kind: FileKind.Regular, User: 0, Links: 1 })
        {
            // Root's own file in another's folder, which no other account can have put there.
            return RegularFile.Read(Join(_reach, name));
        }
    }

    /// <summary>Makes a new file, in place of what is left of an old one. Who may list the folder may read the file.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    public FileStream Create(string name)
    {
        Delete(name);
        return Mine(Do(folder => RegularFile.Create(Join(folder, name))));
    }

    /// <summary>Makes a file that must not be there yet.</summary>
    internal FileStream CreateNew(string name) => Mine(Do(folder => RegularFile.Create(Join(folder, name))));

    /// <summary>Opens a file to write at its end.</summary>
    internal FileStream Append(string name) => Mine(Do(folder => RegularFile.Append(Join(folder, name))));

    /// <summary>Opens a file that nobody else can hold as long as it is open; null when another process has it.</summary>
    /// <exception cref="IOException">It is no file, or cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be opened.</exception>
    public FileStream? TryHold(string name, FileAccess access)
    {
        try
        {
            return Mine(Do(folder => RegularFile.Hold(Join(folder, name), access)));
        }
        catch (IOException failure) when (RegularFile.IsHeld(failure))
        {
            return null;
        }
    }

    /// <summary>Removes a file, if it is there; of a link the link.</summary>
    public void Delete(string name) => Do(folder => File.Delete(Join(folder, name)));

    /// <summary>Puts one file in the place of another, or of none, in one step.</summary>
    public void Replace(string from, string to) => Do(folder =>
    {
        var (old, target) = (Join(folder, from), Join(folder, to));
#if NET
        if (!OperatingSystem.IsWindows())
        {
            File.Move(old, target, overwrite: true);
            return;
        }
#endif

        // On Windows Replace keeps the access rights of the file that was there. Elsewhere it is one rename, under mono too.
        if (File.Exists(target))
            File.Replace(old, target, destinationBackupFileName: null, ignoreMetadataErrors: true);
        else
            File.Move(old, target);
    });

    /// <summary>
    /// Writes a file under another name and puts it in its place: whoever reads it finds the old content or the new one, and never a part. Who may list the folder may read
    /// it, unless <paramref name="write"/> gives it other rights.
    /// </summary>
    /// <param name="name">The file.</param>
    /// <param name="write">Writes the content, and flushes it to the disk where a crash of the machine must not lose it. May close the file.</param>
    /// <param name="temporary">
    /// What the file is called meanwhile, where no two write it at once: what a crash has left is then replaced by the next. Null for a name that nobody else has.
    /// </param>
    /// <exception cref="IOException">It cannot be written; the old file is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public void Write(string name, Action<FileStream> write, string? temporary = null)
    {
        if (write is null)
            throw new ArgumentNullException(nameof(write));
        temporary ??= name + "." + Guid.NewGuid().ToString("N") + ".tmp";
        try
        {
            using (var file = Create(temporary))
                write(file);
            Replace(temporary, name);
        }
        catch
        {
            Delete(temporary);
            throw;
        }
    }

    /// <summary>The same for the file of a path and content that is at hand, which then is on the disk.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">What it is to hold.</param>
    /// <param name="isAlone">True when whoever calls holds a lock: the file is then always called the same meanwhile, and what a crash has left does not stay.</param>
    internal static void ReplaceFile(string path, byte[] content, bool isAlone = false)
    {
        using var folder = OfFile(path, create: false, out var name);
        folder.Write(name, Written, isAlone ? name + ".tmp" : null);

        void Written(FileStream file)
        {
            file.Write(content, 0, content.Length);
            file.Flush(flushToDisk: true);
        }
    }

    /// <summary>Gives an open file the owner, group and rights of another of this folder, as far as the account may.</summary>
    internal void CopyOwnerAndRights(string from, FileStream to)
    {
        if (_folder < 0)
        {
            CopyAsAccount(Join(Path, from), to);
            return;
        }

        if (LinuxFile.Status(_folder, from) is not { Kind: FileKind.Regular } status)
            return;
        LinuxFile.SetOwner(to.SafeFileHandle, status.User, status.Group);
        LinuxFile.SetMode(to.SafeFileHandle, status.Rights);
    }

    /// <summary>The same, from a file of another folder.</summary>
    internal void CopyOwnerAndRightsOf(string path, FileStream to)
    {
        if (_folder < 0)
        {
            CopyAsAccount(path, to);
            return;
        }

        if (LinuxFile.Status(LinuxFile.CurrentFolder, path, follow: true) is not { Kind: FileKind.Regular } status)
            return;
        LinuxFile.SetOwner(to.SafeFileHandle, status.User, status.Group);
        LinuxFile.SetMode(to.SafeFileHandle, status.Rights);
    }

    /// <summary>Closes a new file to all but its owner. In a folder that is closed to others the folder's group may read it too, because it was chosen.</summary>
    internal void CloseToOthers(FileStream file)
    {
        if (_folder < 0)
            CloseAsAccount(file);
        else if (LinuxFile.Status(_folder, "") is { } folder)
            LinuxFile.SetMode(file.SafeFileHandle, (folder.Rights & ForOthers) == 0 ? OwnerReadsAndWrites | GroupReads : OwnerReadsAndWrites);
    }

    /// <summary>Closes the folder itself to all but its owner, with the owner's rights: what the path leads to may be another's.</summary>
    internal void CloseToOthers()
    {
        if (_folder < 0)
            UnixFile.SetMode(Path, OwnerOnly);
        else
            Do(_ => LinuxFile.SetMode(_folder, OwnerOnly));
    }

    /// <summary>Closes a new file to all but its owner, also in a folder that a group may read.</summary>
    internal void CloseToAllOthers(FileStream file)
    {
        if (LinuxFile.IsHere)
            LinuxFile.SetMode(file.SafeFileHandle, OwnerReadsAndWrites);
        else
            UnixFile.SetMode(file.Name, OwnerReadsAndWrites);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_folder >= 0)
            LinuxFile.Close(_folder);
        _folder = -1;
    }

    // A stream that was made of a descriptor has no name. Only root may give a file away, but a member of the group may keep the group.
    private static void CopyAsAccount(string from, FileStream to)
    {
        if (!LinuxFile.IsHere)
        {
            UnixFile.CopyOwnerAndMode(from, to.Name);
            return;
        }

        if (LinuxFile.Status(LinuxFile.CurrentFolder, from, follow: true) is not { Kind: FileKind.Regular } status)
            return;
        LinuxFile.SetOwner(to.SafeFileHandle, status.User, status.Group);
        LinuxFile.SetOwner(to.SafeFileHandle, uint.MaxValue, status.Group);
        LinuxFile.SetMode(to.SafeFileHandle, status.Rights);
    }

    private void CloseAsAccount(FileStream file)
    {
        if (!LinuxFile.IsHere)
        {
            UnixFile.Close(file.Name);
            return;
        }

        var folder = LinuxFile.Status(LinuxFile.CurrentFolder, Path, follow: true);
        var isClosed = folder is { } closed && (closed.Rights & ForOthers) == 0;
        if (isClosed)
            LinuxFile.SetOwner(file.SafeFileHandle, uint.MaxValue, folder!.Value.Group);
        var hasGroup = isClosed && LinuxFile.Status((int)file.SafeFileHandle.DangerousGetHandle(), "")?.Group == folder!.Value.Group;
        LinuxFile.SetMode(file.SafeFileHandle, hasGroup ? OwnerReadsAndWrites | GroupReads : OwnerReadsAndWrites);
    }

    private FileStream Mine(FileStream file)
    {
        if (_folder >= 0 && LinuxFile.Status((int)file.SafeFileHandle.DangerousGetHandle(), "") is { } made && LinuxFile.Status(_folder, "") is { } folder)
        {
            if (made.User == folder.User && made.Group != folder.Group)
                LinuxFile.SetOwner(file.SafeFileHandle, folder.User, folder.Group);
            if (made.User == folder.User)
                LinuxFile.SetMode(file.SafeFileHandle, (folder.Rights & ReadByAll) | OwnerReadsAndWrites);
        }

        return file;
    }

    private Exception Readable(Exception failure)
    {
        var text = failure.Message.Replace(_reach, Path);
        return failure switch
        {
            UnauthorizedAccessException => new UnauthorizedAccessException(text, failure),
            FileNotFoundException => new FileNotFoundException(text, failure),
            DirectoryNotFoundException => new DirectoryNotFoundException(text, failure),
            _ => new IOException(text, failure.HResult),
        };
    }

    private static string Join(string folder, string name) => System.IO.Path.Combine(folder, name);
}
