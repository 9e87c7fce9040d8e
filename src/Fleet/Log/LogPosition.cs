using System;
using System.Security.Cryptography;

namespace IpBlock.Fleet.Log;

/// <summary>How far a file of the log has gone up.</summary>
/// <param name="File">Its name.</param>
/// <param name="Position">Behind the last line that is in the database.</param>
/// <param name="Print">What the file looked like up to there.</param>
/// <param name="Fields">The columns that hold there, as the file names them; empty where it has named none.</param>
/// <param name="Seen">How large it was when it was last looked at.</param>
internal sealed record LogPosition(string File, long Position, byte[] Print, string Fields, long Seen)
{
    private static readonly byte[] Nothing = SHA256.HashData([]);

    public static LogPosition Beginning(string file) => new(file, 0, Nothing, "", 0);
}
