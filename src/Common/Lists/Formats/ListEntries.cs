using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using IpBlock.Addresses;
using IpBlock.Addresses.Sets;
using IpBlock.Settings;

namespace IpBlock.Lists.Formats;

/// <summary>What has been read of a list so far. Nothing reaches the caller's builder before the whole list is found to be good.</summary>
internal sealed class ListEntries
{
    // A list of which this many lines in a row of pages are nonsense is not read to its end, which may be far.
    private const int HopelessAfter = 10_000;
    private readonly ListReadOptions _options;
    private readonly IpSetBuilder _listed = new();
    private readonly List<AddressRange> _excluded = [];
    private readonly List<HostNameGlob> _hosts = [];
    private readonly List<BadLine> _badLines = [];
    private readonly Dictionary<uint, CodeEntries> _byReturnCode = [];
    private CodeEntries? _current;
    private int _entries;
    private int _exclusions;
    private int _bad;
    private int _hostBits;

    public ListEntries(ListReadOptions options) => _options = options;

    /// <summary>Why the list cannot be used whatever follows.</summary>
    public string? Refusal { get; set; }

    /// <summary>True when nothing has been read that lists, takes out, or is wrong.</summary>
    public bool IsEmpty => _entries + _exclusions + _bad == 0;

    /// <summary>How many entries the list says it has, if it says so.</summary>
    public int? Announced { get; set; }

    /// <summary>Lists the range and returns null, or says why it must not.</summary>
    public string? List(AddressRange range)
    {
        if (WhyTooWide(range) is { } reason)
            return reason;
        _entries++;
        _listed.Add(range, _options.Value);
        return null;
    }

    /// <summary>Lists a range that is not too wide.</summary>
    public void List(uint first, uint last)
    {
        _entries++;
        _listed.Of(_options.Value).AddIPv4(first, last);
    }

    /// <summary>An entry that answers an A record.</summary>
    public string? List(AddressRange range, uint returnCode)
    {
        if (WhyTooWide(range) is { } reason)
            return reason;
        if (ValueOf(returnCode) is var value and > 0)
            _listed.Add(range, value);
        else
            _excluded.Add(range);
        return null;
    }

    public void List(uint first, uint last, uint returnCode)
    {
        if (ValueOf(returnCode) is var value and > 0)
            _listed.Of(value).AddIPv4(first, last);
        else
            _excluded.Add(AddressRange.Between(Address.FromIPv4(first), Address.FromIPv4(last)));
    }

    public string? Exclude(AddressRange range)
    {
        if (WhyTooWide(range) is { } reason)
            return reason;
        _exclusions++;
        _excluded.Add(range);
        return null;
    }

    public void Host(HostNameGlob glob)
    {
        if (glob.IsNegative)
            _exclusions++;
        else
            _entries++;
        _hosts.Add(glob);
    }

    public void HostBitsIgnored() => _hostBits++;

    public void Bad(int line, string text, string reason)
    {
        _bad++;
        if (_badLines.Count < Math.Max(1, _options.BadLinesKept))
            _badLines.Add(new BadLine(line, PrintableAscii.Clean(text.Replace('\t', ' ').Trim(), 80), reason));
        if (_bad >= HopelessAfter && _bad > _entries)
            Refusal = TooManyBad();
    }

    public ListContents Finish(ListFormat format, int lines, IpSetBuilder into)
    {
        if (_bad * 100L > (long)_entries + _exclusions + _bad)
            Refusal ??= TooManyBad();
        if (Announced is { } announced && announced != _entries + _bad)
            Refusal ??= $"the list declares {Text(announced)} entries but contains {Text(_entries + _bad)}; download it again";
        if (Refusal is null)
            AddTo(into);
        return new ListContents
        {
            Format = format,
            Lines = lines,
            Entries = _entries,
            Exclusions = _exclusions,
            BadLineCount = _bad,
            BadLines = _badLines.Take(_options.BadLinesKept).ToList(),
            HostBitsIgnored = _hostBits,
            Hosts = Refusal is null ? new HostNameSet(_hosts) : HostNameSet.Empty,
            ReturnCodes = _byReturnCode.ToDictionary(static code => code.Key, static code => code.Value.Count),
            Refusal = Refusal,
        };
    }

    // What nobody may write into the settings by a slip, nobody may send in a file either: it would refuse or let in everybody.
    private static string? WhyTooWide(AddressRange range) =>
        WideRanges.WhyTooWide(range) is { } why ? why + "; if this is intended, add it to blockList or allowList in the settings with \"force\": true" : null;

    // Counts the entry, too. Most entries answer what the one before answers.
    private byte ValueOf(uint returnCode)
    {
        if (_current is null || _current.ReturnCode != returnCode)
        {
            if (!_byReturnCode.TryGetValue(returnCode, out _current))
                _byReturnCode[returnCode] = _current = new CodeEntries(returnCode, _options.ValueOfReturnCode?.Invoke(returnCode) ?? _options.Value);
        }

        _entries++;
        _current.Count++;
        return _current.Value;
    }

    private void AddTo(IpSetBuilder into)
    {
        if (_excluded.Count == 0 && _listed.ValueCount <= 1)
        {
            into.Take(_listed);
            return;
        }

        // Where nothing is excluded and all entries have one value it does not matter which of two decides.
        var excluded = SortedRanges.Of(_excluded);
        var oneValue = _listed.ValueCount <= 1;
        var narrowest = new NarrowestFirst();
        foreach (var (range, value) in _listed.Added)
        {
            if (oneValue && !excluded.Overlaps(range))
                into.Add(range, value);
            else
                narrowest.Add(range, value);
        }

        foreach (var range in _excluded)
            narrowest.Add(range, 0);
        narrowest.AddTo(into);
    }

    private string TooManyBad() =>
        $"{Text(_bad)} of {Text(_entries + _exclusions + _bad)} entries are invalid, which is more than 1 %; the first is in {_badLines.FirstOrDefault()}";

    private static string Text(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private sealed class CodeEntries(uint returnCode, byte value)
    {
        public uint ReturnCode => returnCode;

        public byte Value => value;

        public int Count { get; set; }
    }
}
