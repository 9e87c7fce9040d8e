using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Security;
using System.Text;
using IpBlock.Files;
using IpBlock.Settings;

namespace IpBlock.RecipientPolicies;

/// <summary>
/// A policy's file of recipients as it was last good. A change is read when the file has been the same at two looks, because a program that does not replace it but writes into it may
/// be half-way through. Lines that are not understood are left out and told; when they are more than one in a hundred the file is not taken.
/// </summary>
internal sealed class RecipientFile(string path)
{
    private FileStamp _seen;
    private FileStamp? _taken;
    private bool _looked;

    public string Path => path;

    /// <summary>Its recipients; null as long as it has never been good.</summary>
    public IReadOnlyList<RecipientPattern>? Recipients { get; private set; }

    /// <summary>Why the file, as it is now, is not used, with what to do; null when it is.</summary>
    public string? Trouble { get; private set; }

    /// <summary>What is wrong with its first line that is not understood; null when all are.</summary>
    public string? FirstBadLine { get; private set; }

    /// <summary>Looks at the file; true when it was read anew, well or not.</summary>
    public bool Look()
    {
        var now = FileStamp.Of(path);
        var settled = !_looked || now.Equals(_seen);
        (_seen, _looked) = (now, true);
        if (!settled || now.Equals(_taken))
            return false;
        _taken = now;
        Trouble = now.Exists ? TryRead() : "the file does not exist; create it, or change recipientsFile of the policy";
        return true;
    }

    private string? TryRead()
    {
        try
        {
            using var stream = RegularFile.OpenRead(path);
            return Read(new StreamReader(stream, Encoding.UTF8));
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException or SecurityException)
        {
            _taken = null; // what is wrong is not in the file, and may be mended without it
            return Directory.Exists(path)
                ? "it is a folder, not a file"
                : "this account has no read access; grant read access to the file and its folder to the account of the mail server or the service";
        }
        catch (Exception failure) when (failure is IOException or ArgumentException or NotSupportedException)
        {
            _taken = null;
            return "it cannot be read: " + failure.Message;
        }
    }

    private string? Read(StreamReader reader)
    {
        var recipients = new List<RecipientPattern>();
        var (number, bad) = (0, 0);
        string? firstBad = null;
        while (reader.ReadLine() is { } line)
        {
            number++;
            var text = WithoutComment(line);
            if (text.Length == 0)
                continue;
            if (RecipientPattern.TryParse(text, out var recipient, out var reason))
                recipients.Add(recipient);
            else if (bad++ == 0)
                firstBad = "line " + number.ToString(CultureInfo.InvariantCulture) + ": " + Printable.Line(reason!);
        }

        if (bad * 100 > recipients.Count + bad)
            return $"{bad.ToString("N0", CultureInfo.InvariantCulture)} lines are invalid, which is more than 1 %; the first is {firstBad}";
        (Recipients, FirstBadLine) = (recipients, firstBad);
        return null;
    }

    // A hash sign within a name is a part of it: room#4@example.com.
    private static string WithoutComment(string line)
    {
        var text = line.Trim().TrimStart('\uFEFF');
        if (text.Length > 0 && text[0] == '#')
            return "";
        var comment = text.IndexOf(" #", StringComparison.Ordinal);
        return comment < 0 ? text : text.Substring(0, comment).TrimEnd();
    }
}
