using System;

namespace IpBlock.Manager.Security;

/// <summary>Where a sign-in leads: to a page of this site, whatever the address says.</summary>
public static class ReturnPath
{
    /// <summary>The path if it is one of this site's, relative to the base path; else the first page.</summary>
    public static string Of(string? path) => IsOurs(path) ? path![1..] : "";

    // Browsers read \ as /, and drop tabs and line breaks: //other.example must not come out of it.
    private static bool IsOurs(string? path) =>
        path is { Length: > 1 and < 2000 } && path[0] == '/' && path[1] is not ('/' or '\\') && path.AsSpan().IndexOfAnyInRange('\0', '\u001f') < 0
        && path.IndexOf('\\', StringComparison.Ordinal) < 0 && !path.StartsWith(EndpointGuard.SignInPath, StringComparison.OrdinalIgnoreCase)
        && path.IndexOf(':', StringComparison.Ordinal) is var colon && (colon < 0 || path.IndexOf('?', StringComparison.Ordinal) is var query && query >= 0 && query < colon);
}
