using System;
using System.Collections.Generic;

namespace IpBlock.Administration.Import.Exim;

/// <summary>A named access control list.</summary>
internal sealed class AccessList
{
    public AccessList(string name) => Name = name;

    /// <summary>Empty for statements that stand in no list: a piece of one.</summary>
    public string Name { get; }

    public List<AclStatement> Statements { get; } = [];

    /// <summary>The same with its first line elsewhere.</summary>
    public AccessList MovedTo(int line)
    {
        var moved = new AccessList(Name);
        foreach (var statement in Statements)
            moved.Statements.Add(statement.MovedBy(line - 1));
        return moved;
    }
}

/// <summary>A verb with what follows it up to the next verb.</summary>
internal sealed class AclStatement
{
    /// <summary>The verb of what is not a statement: a file that is included, in which any could stand.</summary>
    public const string Include = ".include";

    public AclStatement(string verb, int line, string? doubt)
    {
        Verb = verb;
        Line = line;
        Doubt = doubt;
    }

    public string Verb { get; }

    public int Line { get; }

    /// <summary>Why Exim may not have the statement, or may have it otherwise; null when it has.</summary>
    public string? Doubt { get; set; }

    public List<AclCondition> Conditions { get; } = [];

    public AclStatement MovedBy(int lines)
    {
        var moved = new AclStatement(Verb, Line + lines, Doubt);
        foreach (var condition in Conditions)
            moved.Conditions.Add(new AclCondition(condition.Name, condition.IsNegated, new LogicalLine(condition.Value.Text, condition.Value.Line + lines)));
        return moved;
    }

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
