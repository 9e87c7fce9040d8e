using System;

namespace IpBlock.Settings;

/// <summary>Makes a class one object of the settings file.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SettingObjectAttribute : Attribute
{
    /// <summary>An object with the words messages and manual call it by, such as "a provider".</summary>
    public SettingObjectAttribute(string name) => Name = name;

    /// <summary>What messages and manual call it.</summary>
    public string Name { get; }

    /// <summary>The property (its C# name) that may stand for the whole object: <c>"192.0.2.1"</c> instead of <c>{ "client": "192.0.2.1" }</c>.</summary>
    public string? ShortForm { get; set; }
}
