using System;
using System.Collections.Generic;

namespace IpBlock.Administration.Import.Exim;

/// <summary>What of a configuration has to do with clients: the access control lists, the options that name them, and lists with a name.</summary>
internal sealed class EximConfiguration
{
    public List<AccessList> Lists { get; } = [];

    /// <summary><c>acl_smtp_rcpt</c> and the like.</summary>
    public List<AclOption> Options { get; } = [];

    /// <summary>By kind and name, such as <c>hostlist relay_from_hosts</c>; null when the file leaves open what they hold.</summary>
    public Dictionary<string, string?> Named { get; } = new(StringComparer.Ordinal);

    /// <summary>It has no sections: a part of a configuration, or lists out of it.</summary>
    public bool IsPiece { get; set; }

    /// <summary>More of it may stand in other files.</summary>
    public bool IsPartial { get; set; }
}

/// <summary>An option that names an access control list.</summary>
internal sealed class AclOption
{
    public AclOption(string name, string value, int line, string? doubt)
    {
        Name = name;
        Value = value;
        Line = line;
        Doubt = doubt;
    }

    public string Name { get; }

    public string Value { get; }

    public int Line { get; }

    public string? Doubt { get; }
}
