namespace IpBlock.Files;

/// <summary>What Linux says of a file: whose it is, what it is, and by how many names.</summary>
internal readonly record struct FileStatus(uint User, uint Group, ushort Mode, uint Links)
{
    private const int OthersWrite = 0x12;

    public FileKind Kind => (Mode & 0xF000) switch
    {
        0x8000 => FileKind.Regular,
        0x4000 => FileKind.Folder,
        0xA000 => FileKind.Link,
        0x1000 => FileKind.Pipe,
        0xC000 => FileKind.Socket,
        _ => FileKind.Device,
    };

    /// <summary>Who may do what: no more than read, write and execute, for a copied set-uid bit would be somebody else's program run as root.</summary>
    public int Rights => Mode & 0x1FF;

    /// <summary>True when the group or everybody may write.</summary>
    public bool OthersMayWrite => (Mode & OthersWrite) != 0;
}
