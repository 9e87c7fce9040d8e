using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using IpBlock.Administration.Editing;
using IpBlock.Tests.Settings;
using IpBlock.Time;
using Xunit;

namespace IpBlock.Administration.Tests.Editing;

/// <summary>A settings file of a test's own, and what edits make of it.</summary>
internal sealed class EditedFile : IDisposable
{
    private readonly TemporaryFolder _folder = TemporaryFolder.InMemory();

    public EditedFile(string? text = null, Clock? clock = null)
    {
        Editor = new SettingsEditor(Path, clock);
        if (text is not null)
            File.WriteAllText(Path, text);
    }

    public string Path => _folder.PathOf("ipblock.json");

    public SettingsEditor Editor { get; }

    public string Text
    {
        get => File.ReadAllText(Path);
        set => File.WriteAllText(Path, value);
    }

    public static Dictionary<string, object?> Provider(string name, params (string Name, object? Value)[] more)
    {
        var properties = new Dictionary<string, object?> { ["name"] = name, ["lookupDomain"] = name + ".test", ["anyMatch"] = true };
        foreach (var (key, value) in more)
            properties[key] = value;
        return properties;
    }

    public static Dictionary<string, object?> Properties(params (string Name, object? Value)[] properties) =>
        properties.ToDictionary(static property => property.Name, static property => property.Value);

    public string PathOf(string name) => _folder.PathOf(name);

    /// <summary>The text after edits that must succeed.</summary>
    public string After(params SettingsEdit[] edits)
    {
        var result = Editor.Apply(edits);
        Assert.True(result.Succeeded, string.Join('\n', result.Errors));
        return Text;
    }

    /// <summary>The errors of edits that must fail and leave the file alone.</summary>
    public IReadOnlyList<string> ErrorsAfter(params SettingsEdit[] edits)
    {
        var before = File.Exists(Path) ? File.ReadAllBytes(Path) : null;
        var result = Editor.Apply(edits);
        Assert.False(result.Succeeded);
        Assert.False(result.Changed);
        Assert.Null(result.Settings);
        Assert.Equal(before, File.Exists(Path) ? File.ReadAllBytes(Path) : null);
        return [.. result.Errors.Select(error => error.ToString().Replace(Path, "ipblock.json", StringComparison.Ordinal))];
    }

    public string ErrorAfter(params SettingsEdit[] edits) => Assert.Single(ErrorsAfter(edits));

    public void Dispose() => _folder.Dispose();
}
