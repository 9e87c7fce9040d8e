using System;

namespace IpBlock.Settings;

/// <summary>What a settings file holds, or why it could not be read.</summary>
internal sealed class SettingsText
{
    private readonly string _path;
    private readonly string? _text;
    private readonly SettingsError? _error;

    public SettingsText(string path, string text, bool hasMark = false)
    {
        _path = path;
        _text = text;
        HasMark = hasMark;
    }

    public SettingsText(string path, string reason, string cure)
    {
        _path = path;
        _error = new SettingsError(path, 0, 0, null, reason, cure);
    }

    /// <summary>False when there is only the reason why not: permissions can be mended without the file changing.</summary>
    public bool WasRead => _text is not null;

    /// <summary>The text without its byte order mark; null when it could not be read.</summary>
    public string? Text => _text;

    /// <summary>True when a byte order mark stands in front of the text.</summary>
    public bool HasMark { get; }

    /// <summary>True when there is no such file.</summary>
    public bool IsMissing { get; init; }

    /// <summary>True when the file is there and this account may not read it.</summary>
    public bool IsDenied { get; init; }

    public SettingsLoad Load()
    {
        if (_error is not null)
            return SettingsLoad.Failed([_error]);
        var load = SettingsFile.Parse(_text!, _path);
        if (load.Settings is { } settings)
            settings.Digest = TextDigest.Of(_text!);
        return load;
    }

    /// <summary>True when both were read and hold the same.</summary>
    public bool IsSameAs(SettingsText? other) => _text is not null && string.Equals(_text, other?._text, StringComparison.Ordinal);
}
