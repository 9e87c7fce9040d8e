using System;

namespace IpBlock.Settings;

/// <summary>
/// Makes a property a setting. Its JSON name is the property's in camel case; its default is what a new object holds. The reader, the manual
/// and the help of the command line all come from here, so that a property is declared once.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SettingAttribute : Attribute
{
    /// <summary>A setting with a sentence for the administrator: what it does, and why the default is what it is.</summary>
    public SettingAttribute(string description) => Description = description;

    /// <summary>What it does, and why the default is what it is.</summary>
    public string Description { get; }

    /// <summary>The JSON name where camel case would not give it.</summary>
    public string? Name { get; set; }

    /// <summary>What holds when nothing is set, in words: only for settings whose default is null or depends on others.</summary>
    public string? Default { get; set; }

    /// <summary>The least value as the settings file would write it; for text, the least number of characters; for a list, of each element.</summary>
    public string? Min { get; set; }

    /// <summary>The greatest value, in the same way.</summary>
    public string? Max { get; set; }

    /// <summary>Text that goes into SMTP replies: printable ASCII only.</summary>
    public bool Ascii { get; set; }

    /// <summary>Text that names a file or a folder: without control characters, which would end the name early or forge a line where it is printed.</summary>
    public bool IsPath { get; set; }
}
