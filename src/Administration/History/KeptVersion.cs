using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Settings;

namespace IpBlock.Administration.History;

/// <summary>One version of the settings file, and who made it out of the one before. The number is that of the change.</summary>
internal sealed class KeptVersion
{
    public KeptVersion(int number, VersionOrigin origin, byte[]? content)
    {
        Number = number;
        Origin = origin;
        Content = content;
    }

    /// <summary>0 for what was there when the history began.</summary>
    public int Number { get; }

    public VersionOrigin Origin { get; }

    /// <summary>The bytes of the file; null when there was none.</summary>
    public byte[]? Content { get; }

    /// <summary>True when both are the same file, byte for byte.</summary>
    public bool IsSameAs(byte[]? content) =>
        Content is null || content is null ? Content == content : Content.Length == content.Length && Content.SequenceEqual(content);

    /// <summary>The text of the file, or why it cannot be read as one. Null when there was no file.</summary>
    public SettingsText? Text(string path) => Content is null ? null : SettingsFile.Decode(Content, Content.Length, path);
}

/// <summary>When a version was made, by whom and by which program.</summary>
/// <param name="When">The time of the change; of one by hand, the time at which the file was last written.</param>
/// <param name="Account">The account; empty when it is not known.</param>
/// <param name="Program">The program with its version; null for a change by hand, or by a program that keeps no history.</param>
/// <param name="Undoes">The number of the change that this one takes back.</param>
internal sealed record VersionOrigin(DateTimeOffset When, string Account, string? Program, int? Undoes)
{
    /// <summary>Lookup domains of this version and of all before it, and the public names that hide them.</summary>
    public IReadOnlyDictionary<string, string> PublicNames { get; init; } = History.PublicNames.None;
}
