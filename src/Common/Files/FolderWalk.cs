using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;

namespace IpBlock.Files;

/// <summary>
/// Goes down a path as root, step by step, each from the folder reached before, so that nobody can change the way behind its back. From the first folder on that
/// belongs to another account, or the first link that another account could have made, it goes on with that account's rights only.
/// </summary>
internal sealed class FolderWalk
{
    private const int MaxLinks = 40;
    private const int FolderRights = 0x1ED;

    private readonly Stack<string> _ahead = new();
    private readonly string _path;
    private readonly bool _create;
    private int _links;

    public FolderWalk(string path, bool create)
    {
        _path = System.IO.Path.GetFullPath(path);
        _create = create;
        Folder = Root();
        Push(_path);
    }

    /// <summary>The descriptor of the folder reached.</summary>
    public int Folder { get; private set; }

    /// <summary>Whose rights are taken from here on; null as long as all is root's.</summary>
    public FileIdentity? Identity { get; private set; }

    /// <summary>Goes to the folder itself.</summary>
    public FolderWalk ToFolder()
    {
        Guard(() =>
        {
            while (_ahead.Count > 0)
                Step(_ahead.Pop());
            LookWhose();
            return "";
        });
        return this;
    }

    /// <summary>Goes to the folder of a file; the name that the file has there, which need not exist. Links to the file are followed.</summary>
    public string ToFile() => Guard(() =>
    {
        while (true)
        {
            var name = _ahead.Pop();
            if (_ahead.Count == 0 && !IsLink(name))
            {
                LookWhose();
                return name;
            }

            Step(name);
        }
    });

    private T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch
        {
            LinuxFile.Close(Folder);
            throw;
        }
    }

    private void Step(string name)
    {
        LookWhose();
        if (IsLink(name))
        {
            Follow(name);
            return;
        }

        var next = As(() => LinuxFile.OpenFolder(Folder, name));
        if (next < 0 && _create && Marshal.GetLastWin32Error() == LinuxFile.NoEntry)
            next = Make(name);
        if (next < 0)
            throw Failure(Marshal.GetLastWin32Error());
        Enter(next);
    }

    private void LookWhose()
    {
        if (Identity is null && LinuxFile.Status(Folder, "") is { User: not 0 } status)
            Identity = new FileIdentity(status.User, status.Group);
    }

    private bool IsLink(string name) => As(() => LinuxFile.Status(Folder, name)) is { Kind: FileKind.Link };

    private void Follow(string name)
    {
        if (++_links > MaxLinks)
            throw LinuxFile.Failure(LinuxFile.Loop, _path);
        if (Identity is null && LinuxFile.Status(Folder, name) is { User: not 0 } link)
            Identity = new FileIdentity(link.User, link.Group);
        if (As(() => LinuxFile.LinkTarget(Folder, name)) is not { Length: > 0 } target)
            throw Failure(LinuxFile.Denied);
        if (target[0] == '/')
            Enter(Root());
        Push(target);
    }

    // A folder of its own gets what its parent has: who may look into that one may look into this one, whatever the umask.
    private int Make(string name)
    {
        if (As(() => LinuxFile.MakeFolder(Folder, name)) != 0 && Marshal.GetLastWin32Error() != LinuxFile.Exists)
            return -1;
        var made = As(() => LinuxFile.OpenFolder(Folder, name));
        if (made >= 0 && LinuxFile.Status(Folder, "") is { } parent)
        {
            if (Identity is null)
                LinuxFile.SetOwner(made, parent.User, parent.Group);
            As(() => LinuxFile.SetMode(made, (parent.Rights & FolderRights) | 0x1C0));
        }

        return made;
    }

    private void Enter(int next)
    {
        LinuxFile.Close(Folder);
        Folder = next;
    }

    private T As<T>(Func<T> work) => Identity is { } identity ? identity.Do(work) : work();

    private void Push(string path)
    {
        var names = path.Split(['/'], StringSplitOptions.RemoveEmptyEntries);
        for (var i = names.Length - 1; i >= 0; i--)
            _ahead.Push(names[i]);
    }

    private Exception Failure(int error) =>
        error == LinuxFile.NoEntry ? new DirectoryNotFoundException($"The folder of {_path} does not exist.") : LinuxFile.Failure(error, _path);

    private static int Root() => LinuxFile.OpenFolder(LinuxFile.CurrentFolder, "/");
}
