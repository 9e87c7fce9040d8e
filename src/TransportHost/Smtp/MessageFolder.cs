using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace IpBlock.TransportHost.Smtp;

/// <summary>Writes each message to a file of its own, <c>1.eml</c>, <c>2.eml</c> …, after those that are there.</summary>
public sealed class MessageFolder : IMessageSink
{
    private readonly string _path;
    private int _last;

    /// <summary>Opens a folder, which is made if it is not there.</summary>
    public MessageFolder(string path)
    {
        _path = path;
        Directory.CreateDirectory(path);
        foreach (var file in Directory.GetFiles(path, "*.eml"))
        {
            if (int.TryParse(Path.GetFileNameWithoutExtension(file), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                _last = Math.Max(_last, number);
        }
    }

    /// <inheritdoc/>
    public async Task<string> Store(string sender, IReadOnlyList<string> recipients, Stream content)
    {
        var name = Interlocked.Increment(ref _last).ToString(CultureInfo.InvariantCulture) + ".eml";
        var path = Path.Combine(_path, name);
        var unfinished = path + ".part";
        using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None, 4096, useAsync: true))
        {
            var envelope = Encoding.ASCII.GetBytes(Envelope(sender, recipients));
            await file.WriteAsync(envelope, 0, envelope.Length).ConfigureAwait(false);
            await content.CopyToAsync(file).ConfigureAwait(false);
        }

        File.Move(unfinished, path);
        return name;
    }

    private static string Envelope(string sender, IReadOnlyList<string> recipients)
    {
        var lines = new StringBuilder("X-Envelope-From: " + sender + "\r\n");
        foreach (var recipient in recipients)
            lines.Append("X-Envelope-To: ").Append(recipient).Append("\r\n");
        return lines.ToString();
    }
}
