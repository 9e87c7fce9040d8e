using System;
using System.Collections.Generic;

namespace IpBlock.Administration.Editing;

/// <summary>A value of the file and the place where it stands in the text, so that the text can be changed there and nowhere else.</summary>
internal sealed class JsonNode
{
    public JsonNode(JsonNode? parent, string? name, int itemStart, int start)
    {
        Parent = parent;
        Name = name;
        ItemStart = itemStart;
        Start = start;
    }

    public JsonNode? Parent { get; }

    /// <summary>The name of a member of an object; null for an element of an array.</summary>
    public string? Name { get; }

    /// <summary>Where the member's name begins; for an element the same as <see cref="Start"/>.</summary>
    public int ItemStart { get; }

    /// <summary>Where the value begins.</summary>
    public int Start { get; }

    /// <summary>The first character behind the value.</summary>
    public int End { get; set; }

    /// <summary>The members or elements; null for a value that has none.</summary>
    public List<JsonNode>? Items { get; set; }

    public bool IsObject { get; set; }

    public bool IsArray => Items is not null && !IsObject;

    public JsonNode? Member(string name) => IsObject ? Items!.Find(item => string.Equals(item.Name, name, StringComparison.Ordinal)) : null;
}
