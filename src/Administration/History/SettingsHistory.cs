using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using IpBlock.Administration.Editing;
using IpBlock.Files;
using IpBlock.Settings;

namespace IpBlock.Administration.History;

/// <summary>The changes of a settings file, to be read. It is the file's owner's: whoever may not read the folder gets an exception.</summary>
public sealed class SettingsHistory : IDisposable
{
    private readonly HistoryFolder? _folder;
    private readonly HistoryView _view;
    private readonly string _path;

    private SettingsHistory(string path, HistoryFolder? folder, HistoryView view)
    {
        _path = path;
        _folder = folder;
        _view = view;
    }

    /// <summary>True when the file was changed by hand, and that is not kept yet.</summary>
    public bool HasUnkept => _view.Unkept is { Number: > 0 };

    /// <summary>The numbers of the changes that are known, the lowest first.</summary>
    public IEnumerable<int> Numbers => _view.Numbers.Where(static number => number > 0);

    /// <summary>Opens the history of a settings file; that of a file that has none is empty.</summary>
    /// <exception cref="UnauthorizedAccessException">This account may not read it.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static SettingsHistory Open(string path)
    {
        var file = FileItself(path);
        var present = SettingsFile.Read(path);
        var folder = HistoryFolder.Find(HistoryFolder.PathFor(file));
        return new SettingsHistory(path, folder, View(folder, file, present));
    }

    /// <summary>A change; null when there is none of this number.</summary>
    public SettingsChange? Find(int number) => number > 0 && _view.Find(number) is { } version
        ? new SettingsChange(version, version != _view.Unkept, _view.Find(number - 1) is { } before ? SettingsDifference.Between(before, version, _view.PublicNames, _path) : null)
        : null;

    /// <summary>The newest changes, the newest first.</summary>
    /// <param name="count">How many at most.</param>
    public IEnumerable<SettingsChange> Newest(int count) => Numbers.Reverse().Take(count).Select(Find).OfType<SettingsChange>();

    /// <summary>
    /// The settings that were in force at a time: those of the last version before it that is no broken file. Of a time before the first version that version, which is what there was as far
    /// as is known. Null when no version can be read.
    /// </summary>
    public SettingsAt? At(DateTimeOffset moment)
    {
        var numbers = _view.Numbers;
        var newest = numbers.Count - 1;
        while (newest > 0 && !(_view.Find(numbers[newest])?.Origin.When <= moment))
            newest--;
        for (var i = newest; i >= 0; i--)
        {
            if (_view.Find(numbers[i]) is { } version && version.Text(_path)?.Load().Settings is { } settings)
                return new SettingsAt(settings, numbers[i], version.Origin.When, i == numbers.Count - 1);
        }

        return null;
    }

    /// <summary>What differs between the settings before one change and after another; null when one of them is not kept.</summary>
    /// <param name="first">The first change that is to be in it.</param>
    /// <param name="last">The last one.</param>
    public SettingsDifference? Between(int first, int last) =>
        _view.Find(first - 1) is { } before && _view.Find(last) is { } after ? SettingsDifference.Between(before, after, _view.PublicNames, _path) : null;

    /// <inheritdoc/>
    public void Dispose() => _folder?.Dispose();

    internal IReadOnlyDictionary<string, string> PublicNames => _view.PublicNames;

    internal UndoPlan PlanUndo(int? number, bool force) => UndoPlan.Of(_view, number, force, _path);

    internal UndoPlan PlanGoBack(int number) => UndoPlan.To(_view, number);

    internal static HistoryView View(HistoryFolder? folder, string file, SettingsText present) => new(folder, Bytes(file, present), Written(file));

    /// <summary>The bytes of the settings file; null when there is none.</summary>
    internal static byte[]? Bytes(string file, SettingsText present)
    {
        if (present.IsMissing)
            return null;
        if (present.Text is { } text)
            return SettingsFile.Encode(text, present.HasMark);

        // It is no text that could be read: what it was is kept all the same, to be gone back to or from.
        using var stream = RegularFile.OpenRead(file);
        if (stream.Length > SettingsFile.MaxBytes)
            throw new IOException("the settings file is larger than 16 MB");
        var bytes = new byte[stream.Length];
        for (var count = 0; count < bytes.Length && stream.Read(bytes, count, bytes.Length - count) is > 0 and var read;)
            count += read;
        return bytes;
    }

    /// <summary>When the settings file was last written.</summary>
    internal static DateTimeOffset Written(string file)
    {
        var moment = File.GetLastWriteTimeUtc(file);
        return new DateTimeOffset(moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerMillisecond)), TimeSpan.Zero);
    }

    private static string FileItself(string path)
    {
        using var folder = OwnedFolder.OfFile(path, create: false, out var name);
        return System.IO.Path.Combine(folder.Path, name);
    }
}
