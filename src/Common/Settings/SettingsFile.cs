using System;
using System.IO;
using System.Security;
using System.Text;
using IpBlock.Files;

namespace IpBlock.Settings;

/// <summary>The settings file: JSON in UTF-8, with comments allowed.</summary>
public static class SettingsFile
{
    /// <summary>A larger file is refused: 16 MB are more than 100,000 exceptions.</summary>
    public const int MaxBytes = 16 << 20;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads the file. Whatever is wrong with it, from its absence to a single value, is in the result.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="path"/> is null.</exception>
    public static SettingsLoad Load(string path) => Read(path).Load();

    /// <summary>Reads settings from text; <paramref name="fileName"/> is what errors call it.</summary>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static SettingsLoad Parse(string text, string fileName)
    {
        if (text is null)
            throw new ArgumentNullException(nameof(text));
        if (fileName is null)
            throw new ArgumentNullException(nameof(fileName));
        return string.IsNullOrWhiteSpace(text)
            ? new SettingsText(fileName, "is empty", "write {} for a file in which every setting has its default").Load()
            : SettingsReader.Read(text, fileName);
    }

    internal static SettingsText Read(string path) => Read(path, () => RegularFile.OpenRead(path));

    internal static SettingsText Read(string path, Func<FileStream> open)
    {
        if (path is null)
            throw new ArgumentNullException(nameof(path));
        try
        {
            // An editor may have it open, and SettingsEditor replaces it while it is read.
            using var stream = open();
            return Read(stream, path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return new SettingsText(path, "does not exist", "create it, or set IPBLOCK_SETTINGS to its path") { IsMissing = true };
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or SecurityException)
        {
            return Directory.Exists(path)
                ? new SettingsText(path, "is a folder", "specify the path of a file in this folder")
                : new SettingsText(path, "cannot be read by this account", "run the command as root or as an administrator; the account of the mail server needs read access") { IsDenied = true };
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or NotSupportedException)
        {
            return new SettingsText(path, "cannot be read: " + exception.Message.TrimEnd('.'), "close the program that uses it, or correct the path");
        }
    }

    /// <summary>The bytes of the file for a text.</summary>
    /// <exception cref="EncoderFallbackException">The text holds half of a surrogate pair.</exception>
    internal static byte[] Encode(string text, bool withMark) => Utf8.GetBytes(withMark ? '\uFEFF' + text : text);

    private static SettingsText Read(FileStream stream, string path)
    {
        if (stream.Length > MaxBytes)
            return new SettingsText(path, "is larger than 16 MB", "move long address lists to separate files (lists)");
        var bytes = new byte[stream.Length];
        var count = 0;
        while (count < bytes.Length && stream.Read(bytes, count, bytes.Length - count) is > 0 and var read)
            count += read;
        return Decode(bytes, count, path);
    }

    internal static SettingsText Decode(byte[] bytes, int count, string path)
    {
        // Notepad of older Windows and PowerShell 5 write UTF-16 with a byte order mark where nobody says otherwise.
        if (count >= 2 && (bytes[0], bytes[1]) is (0xFF, 0xFE) or (0xFE, 0xFF))
            return new SettingsText(path, "is encoded in UTF-16", "save it as UTF-8");
        var mark = count >= 3 && (bytes[0], bytes[1], bytes[2]) is (0xEF, 0xBB, 0xBF) ? 3 : 0;
        try
        {
            return new SettingsText(path, Utf8.GetString(bytes, mark, count - mark), mark > 0);
        }
        catch (DecoderFallbackException)
        {
            return new SettingsText(path, "contains bytes that are not UTF-8", "save it as UTF-8");
        }
    }
}
