using System;
using System.IO;
using System.Security.Cryptography;
using System.Text;
using IpBlock.Files;

namespace IpBlock.Service.Notify;

/// <summary>
/// The folder of the log as the notifier uses it: of several services with the same settings file on one machine the first has it, and sends; another takes
/// over when that has ended. The files carry the machine's name and a digest of the settings' path, for a folder may be shared.
/// </summary>
internal sealed class NotifyPlace : IDisposable
{
    private readonly string _folder;
    private readonly string _name;
    private readonly IDisposable _held;
    private string? _written;

    private NotifyPlace(string folder, string name, IDisposable held) => (_folder, _name, _held) = (folder, name, held);

    /// <summary>Takes the place; null while another service has it.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public static NotifyPlace? TryTake(string folder, string settingsPath)
    {
        var path = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(settingsPath))), 0, 4);
        var machine = string.Concat(Environment.MachineName.ToLowerInvariant().Split(Path.GetInvalidFileNameChars()));
        var name = $"notify-{machine}-{path}";
        using var owned = OwnedFolder.Open(folder);
        return owned.TryHold(name + ".lock", FileAccess.Read) is { } held ? new NotifyPlace(folder, name + ".json", held) : null;
    }

    /// <summary>True when it is in this folder.</summary>
    public bool IsIn(string folder) => string.Equals(_folder, folder, StringComparison.Ordinal);

    /// <summary>What is remembered there.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public NotifyBook Read(DateTimeOffset now)
    {
        using var owned = OwnedFolder.Open(_folder);
        return NotifyBook.Read(owned, _name, now);
    }

    /// <summary>Writes what has changed since the last time.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public void Write(string text)
    {
        if (string.Equals(text, _written, StringComparison.Ordinal))
            return;
        using var owned = OwnedFolder.Open(_folder);
        NotifyBook.Write(owned, _name, text);
        _written = text;
    }

    public void Dispose() => _held.Dispose();
}
