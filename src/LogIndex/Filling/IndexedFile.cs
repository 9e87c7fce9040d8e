using System;
using IpBlock.Administration.Logs;
using IpBlock.Administration.Logs.Reading;
using IpBlock.Files;

namespace IpBlock.LogIndex.Filling;

/// <summary>How far a file of the log has been read. What stands in the index of it and this are written in one transaction.</summary>
internal sealed class IndexedFile(long id, string name, long position, byte[] print)
{
    public long Id { get; } = id;

    public string Name { get; } = name;

    /// <summary>Behind the last line that was read.</summary>
    public long Position { get; set; } = position;

    /// <summary>What the file looks like up to there (<see cref="Fingerprint"/>).</summary>
    public byte[] Print { get; set; } = print;

    /// <summary>The lines under one <c>#Fields</c> line; 0 when there are none yet.</summary>
    public long Part { get; set; }

    /// <summary>That line.</summary>
    public string Fields { get; set; } = "";

    /// <summary>The columns it names.</summary>
    public LogHeader Header { get; set; } = LogHeader.Current;

    /// <summary>What it was like when it was last looked at and had nothing new.</summary>
    public FileStamp Seen { get; set; }

    /// <summary>True once it has been read to its end in this process: what comes then has just been logged.</summary>
    public bool IsFollowed { get; set; }

    /// <summary>For a file that is read from its beginning.</summary>
    public static byte[] Unread { get; } = System.Security.Cryptography.SHA256.HashData(Array.Empty<byte>());
}
