using System;
using System.IO;
using System.Security;
using System.Text;
using IpBlock.Files;

namespace IpBlock.Administration.Editing;

/// <summary>What the system says when a file cannot be written, in words for the administrator.</summary>
internal static class WriteErrors
{
    // .NET on Unix passes errno on; Windows, and mono everywhere, give Windows' own numbers.
    private const int NoSpace = 28;
    private const int ReadOnly = 30;
    private const int QuotaOnLinux = 122;
    private const int QuotaOnMac = 69;
    private const int WriteProtected = unchecked((int)0x80070013);
    private const int HandleDiskFull = unchecked((int)0x80070027);
    private const int DiskFull = unchecked((int)0x80070070);

    public static bool IsHeldByAnother(IOException exception) => RegularFile.IsHeld(exception);

    /// <summary>True for what can go wrong with files through nobody's mistake in the program.</summary>
    public static bool IsExpected(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or SecurityException or NotSupportedException or ArgumentException;

    public static EditProblem Explain(Exception exception, string folder) => exception switch
    {
        UnauthorizedAccessException or SecurityException =>
            new(null, $"this account cannot write to the folder {folder}", "run this as an administrator or root, or grant the account write access"),
        EncoderFallbackException => new(null, "a text contains an incomplete character", "enter it again"),
        IOException { HResult: NoSpace or HandleDiskFull or DiskFull } => new(null, $"there is no free space on the disk of {folder}", "free disk space and try again; the settings were not changed"),
        IOException { HResult: QuotaOnLinux or QuotaOnMac } => new(null, $"this account has exceeded its quota on the disk of {folder}", "free disk space and try again; the settings were not changed"),
        IOException { HResult: ReadOnly or WriteProtected } => new(null, $"the folder {folder} is on a read-only disk", "make it writable and try again"),
        IOException io when IsHeldByAnother(io) => new(null, "the file is open in another program", "close the file in that program, and try again; the settings were not changed"),
        _ => new(null, "cannot be written: " + exception.Message, "correct this and try again; the settings were not changed"),
    };
}
