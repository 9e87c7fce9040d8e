using System;
using System.Collections.Generic;

namespace IpBlock.Settings.Import.Exim;

/// <summary>A verb with what follows it up to the next verb.</summary>
internal sealed class AclStatement
{
    public AclStatement(string verb, int line)
    {
        Verb = verb;
        Line = line;
    }

    public string Verb { get; }

    public int Line { get; }

    public List<AclCondition> Conditions { get; } = [];

    /// <summary>The last one, for each replaces the one before; null when there is none.</summary>
    public AclCondition? Find(string name) => Conditions.FindLast(condition => condition.Name.Equals(name, StringComparison.Ordinal));
}

/// <summary>A condition or modifier: <c>!hosts = +friends</c>.</summary>
internal sealed class AclCondition
{
    public AclCondition(string name, bool isNegated, LogicalLine value)
    {
        Name = name;
        IsNegated = isNegated;
        Value = value;
    }

    public string Name { get; }

    public bool IsNegated { get; }

    public LogicalLine Value { get; }
}
