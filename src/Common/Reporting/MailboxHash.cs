using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Security;
using System.Security.Cryptography;
using System.Text;
using IpBlock.Files;
using IpBlock.Settings;

namespace IpBlock.Reporting;

/// <summary>
/// Senders and recipients in a form in which the log can be searched for one that is known, but none can be read from it: HMAC-SHA-256 with a key of this server, cut to 64 bits. The key is a
/// file beside the log that nobody may read who may not read the log; whoever deletes it makes the hashes meaningless.
/// </summary>
public sealed class MailboxHash
{
    /// <summary>The key's file.</summary>
    public const string KeyName = "mailboxes.key";

    private const char Mark = '#';
    private const int KeyLength = 32;
    private const int HashLength = 8;

    private readonly byte[] _key;

    private MailboxHash(byte[] key) => _key = key;

    /// <summary>The hash of a log's folder; null when it has no key, or this account may not read it.</summary>
    public static MailboxHash? Find(string folder)
    {
        try
        {
            var path = Path.Combine(folder, KeyName);
            return File.Exists(path) && ReadKey(path) is { } key ? new MailboxHash(key) : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or SecurityException)
        {
            return null;
        }
    }

    /// <summary>The same, with a key that is made when there is none.</summary>
    /// <exception cref="IOException">The key can be neither read nor written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be.</exception>
    internal static MailboxHash Open(string folder)
    {
        using var owned = OwnedFolder.Open(folder);
        var path = Path.Combine(folder, KeyName);
        if (!owned.Has(KeyName))
        {
            // Another process may be doing the same: the first to give its key the name wins, and all read what is there then.
            var temporary = $"{KeyName}.{Guid.NewGuid():N}.tmp";
            try
            {
                using (var file = owned.CreateNew(temporary))
                {
                    owned.CloseToOthers(file);
                    file.Write(NewKey(), 0, KeyLength);
                }

                owned.Do(reached => GiveName(Path.Combine(reached, temporary), Path.Combine(reached, KeyName)));
            }
            catch (IOException) when (owned.Has(KeyName))
            {
                // Another was quicker.
            }
            finally
            {
                owned.Delete(temporary);
            }
        }

        return new MailboxHash(ReadKey(path) ?? throw new IOException($"{path} is not a key of {KeyLength} bytes. Delete it; a new one is created"));
    }

    /// <summary>What the log has instead of a mailbox, however that is spelled; empty for none.</summary>
    public string Of(string mailbox)
    {
        if (string.IsNullOrEmpty(mailbox))
            return "";
        using var hmac = new HMACSHA256(_key);
        var hash = hmac.ComputeHash(Encoding.UTF8.GetBytes(RecipientAddress.Of(mailbox).ToString()));
        var text = new StringBuilder(1 + (HashLength * 2)).Append(Mark);
        for (var i = 0; i < HashLength; i++)
            text.Append(hash[i].ToString("x2", System.Globalization.CultureInfo.InvariantCulture));
        return text.ToString();
    }

    /// <summary>True for what stands in the log instead of a mailbox.</summary>
    public static bool IsHash(string logged) => logged.Length == 1 + (HashLength * 2) && logged[0] == Mark;

    // File.Move looks whether the name is free and renames then, on Unix in two steps, so that the second of two would put its key in place of one that is in use.
    private static void GiveName(string path, string name)
    {
        if (LinuxFile.IsHere && (LinuxFile.Link(path, name) || Marshal.GetLastWin32Error() == LinuxFile.Exists))
            return;
        File.Move(path, name);
    }

    private static byte[]? ReadKey(string path)
    {
        using var file = RegularFile.OpenRead(path);
        var key = new byte[KeyLength];
        var length = 0;
        for (int count; length < KeyLength && (count = file.Read(key, length, KeyLength - length)) > 0;)
            length += count;
        return length == KeyLength ? key : null;
    }

    private static byte[] NewKey()
    {
        var key = new byte[KeyLength];
        using var generator = RandomNumberGenerator.Create();
        generator.GetBytes(key);
        return key;
    }
}
