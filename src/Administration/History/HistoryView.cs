using System;
using System.Collections.Generic;

namespace IpBlock.Administration.History;

/// <summary>The versions of a settings file as they are kept, and last, where it was changed by hand since, the file as it is.</summary>
internal sealed class HistoryView
{
    private const int MaxHeld = 4;
    private readonly HistoryFolder? _folder;
    private readonly List<int> _numbers = [];
    private readonly Dictionary<int, KeptVersion?> _read = [];

    /// <param name="folder">What is kept; null when nothing is.</param>
    /// <param name="present">The bytes of the settings file; null when it is not there.</param>
    /// <param name="written">When it was last written.</param>
    public HistoryView(HistoryFolder? folder, byte[]? present, DateTimeOffset written)
    {
        _folder = folder;
        if (folder is not null)
            _numbers.AddRange(folder.Numbers());
        var last = Last;
        PublicNames = History.PublicNames.With(last?.Origin.PublicNames ?? History.PublicNames.None, present);
        if (last?.IsSameAs(present) == true)
            return;
        var prepared = _folder?.Prepared(Next);
        IsInterrupted = prepared?.IsSameAs(present) == true;
        Unkept = IsInterrupted ? prepared! : new KeptVersion(Next, new VersionOrigin(written, "", null, null) { PublicNames = PublicNames }, present);
        _numbers.Add(Unkept.Number);
        _read[Unkept.Number] = Unkept;
    }

    /// <summary>The lookup domains of all versions, and the public names that hide them.</summary>
    public IReadOnlyDictionary<string, string> PublicNames { get; }

    /// <summary>The file as it is, when that is no kept version: changed by hand, or by a program that died before it had written all.</summary>
    public KeptVersion? Unkept { get; }

    /// <summary>True when <see cref="Unkept"/> has been prepared by the program that died.</summary>
    public bool IsInterrupted { get; }

    /// <summary>The numbers of all versions, the lowest first.</summary>
    public IReadOnlyList<int> Numbers => _numbers;

    /// <summary>The number that the next version gets.</summary>
    public int Next => _numbers.Count == 0 ? 0 : _numbers[_numbers.Count - 1] + 1;

    /// <summary>The newest version; null when there is none.</summary>
    public KeptVersion? Last => _numbers.Count == 0 ? null : Find(_numbers[_numbers.Count - 1]);

    /// <summary>A version; null when it is not kept, or its file is damaged.</summary>
    public KeptVersion? Find(int number)
    {
        if (_read.TryGetValue(number, out var version))
            return version;
        if (_folder is null || !_numbers.Contains(number))
            return null;

        // What lies further back is read when it is asked for, and not held: versions may be large.
        if (_read.Count > MaxHeld)
        {
            _read.Clear();
            if (Unkept is not null)
                _read[Unkept.Number] = Unkept;
        }

        return _read[number] = _folder.Read(number);
    }
}
