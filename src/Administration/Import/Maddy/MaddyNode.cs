using System.Collections.Generic;
using System.Linq;

namespace IpBlock.Administration.Import.Maddy;

/// <summary>A directive of maddy.conf: its name, what stands behind it, and what stands in its braces.</summary>
internal sealed record MaddyNode(string Name, IReadOnlyList<string> Arguments, int Line)
{
    /// <summary>Empty also where it has no braces.</summary>
    public List<MaddyNode> Children { get; } = [];

    /// <summary>The last directive of this name within; null when there is none.</summary>
    public MaddyNode? Find(string name) => Children.LastOrDefault(child => string.Equals(child.Name, name, System.StringComparison.Ordinal));

    /// <summary>yes, no and their like; a name alone is yes.</summary>
    public bool Flag(string name, bool otherwise) =>
        Find(name) is not { } found ? otherwise : found.Arguments.Count == 0 || found.Arguments[0] is "yes" or "on" or "true" or "1";
}
