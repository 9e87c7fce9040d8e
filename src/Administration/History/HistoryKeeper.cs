using System;
using System.Collections.Generic;
using System.IO;
using IpBlock.Administration.Editing;

namespace IpBlock.Administration.History;

/// <summary>Keeps the versions of a settings file while it is changed, for the holder of its lock. Whatever goes wrong here is a warning: the change itself is made.</summary>
internal sealed class HistoryKeeper : IDisposable
{
    private readonly string _path;
    private readonly List<string> _warnings = [];
    private HistoryFolder? _folder;
    private int? _prepared;

    /// <param name="path">The settings file itself, where links to it lead.</param>
    public HistoryKeeper(string path) => _path = HistoryFolder.PathFor(path);

    /// <summary>The number of the change, once it is kept; null when it could not be.</summary>
    public int? Number { get; private set; }

    /// <summary>What could not be kept; empty when all is.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>Keeps the file as it is, if it was changed by hand since the last version, and prepares the next version.</summary>
    /// <param name="present">Reads the file as it is now; null when there is none. What is no text may be too large to be kept.</param>
    /// <param name="written">When it was last written.</param>
    /// <param name="next">The file as it is about to be.</param>
    /// <param name="origin">Who makes it so.</param>
    public void Prepare(Func<byte[]?> present, DateTimeOffset written, byte[] next, VersionOrigin origin) => Try(() =>
    {
        var view = Keep(present(), written);
        _folder!.Prepare(new KeptVersion(view.Next, origin with { PublicNames = PublicNames.With(view.PublicNames, next) }, next));
        _prepared = view.Next;
    });

    /// <summary>Keeps the file as it is, if it was changed by hand since the last version.</summary>
    public void Notice(Func<byte[]?> present, DateTimeOffset written) => Try(() => Keep(present(), written));

    /// <summary>The change was made.</summary>
    public void Commit() => Try(() =>
    {
        if (_prepared is not { } number)
            return;
        _folder!.Commit(number);
        Number = number;
    });

    /// <summary>The change was not made.</summary>
    public void Abandon() => Try(() =>
    {
        if (_prepared is not null)
            _folder!.Abandon();
    });

    public void Dispose() => _folder?.Dispose();

    private HistoryView Keep(byte[]? present, DateTimeOffset written)
    {
        _folder ??= HistoryFolder.Make(_path);
        var view = new HistoryView(_folder, present, written);
        if (view.Unkept is { } unkept)
        {
            if (!view.IsInterrupted)
                _folder.Prepare(unkept);
            _folder.Commit(unkept.Number);
        }

        return view;
    }

    private void Try(Action work)
    {
        try
        {
            work();
        }
        catch (Exception failure) when (WriteErrors.IsExpected(failure) || failure is DllNotFoundException or InvalidDataException)
        {
            var why = WriteErrors.Explain(failure, _path);
            _warnings.Add($"this change was not added to the history ({_path}): {why.Reason}, so ipblock config undo cannot undo it");
        }
    }
}
