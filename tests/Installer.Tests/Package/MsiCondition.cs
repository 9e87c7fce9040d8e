using System;
using System.Collections.Generic;
using System.Linq;

namespace IpBlock.Installer.Tests.Package;

/// <summary>As much of Windows Installer's conditions as the launch conditions use: properties, NOT, AND, OR and equality with a text.</summary>
internal static class MsiCondition
{
    public static bool IsTrue(string condition, IReadOnlyDictionary<string, string> properties) =>
        condition.Split(" OR ").Any(alternative => alternative.Split(" AND ").All(term => IsTermTrue(term.Trim(), properties)));

    private static bool IsTermTrue(string term, IReadOnlyDictionary<string, string> properties)
    {
        if (term.StartsWith("NOT ", StringComparison.Ordinal))
            return !IsTermTrue(term[4..], properties);
        if (term.Contains('(', StringComparison.Ordinal))
            throw new NotSupportedException(term);
        var (name, value) = term.Split('=') is [var left, var right] ? (left, right.Trim('"')) : (term, null);
        var present = properties.GetValueOrDefault(name);
        return value is null ? present is { Length: > 0 } : string.Equals(present, value, StringComparison.Ordinal);
    }
}
