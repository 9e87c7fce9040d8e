using System;
using IpBlock.Sessions;

namespace IpBlock.Reporting;

/// <summary>A column of the decision log: its name, what the manual says of it, and what stands in it. Writing, reading, JSON, cmdlets and the manual follow from it.</summary>
public sealed class LogColumn
{
    private const int UsualLength = 512;

    internal LogColumn(string name, string description, Func<Decision, DateTimeOffset, string?> text, int maxLength = UsualLength)
    {
        MaxLength = maxLength;
        Name = name;
        Description = description;
        Text = text;
    }

    /// <summary>How many characters are kept at most.</summary>
    internal int MaxLength { get; }

    /// <summary>As it stands in the log's <c>#Fields</c> line.</summary>
    public string Name { get; }

    /// <summary>What stands in it, in the words of the manual (Markdown).</summary>
    public string Description { get; }

    /// <summary>What is written about a decision that was made at a time; not yet cleaned of what could break the line.</summary>
    internal Func<Decision, DateTimeOffset, string?> Text { get; }
}
