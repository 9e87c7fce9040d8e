using System;

namespace IpBlock.Manager.Security;

/// <summary>Where a sign-in leads: to a page of this site, whatever the address says.</summary>
public static class ReturnPath
{
    /// <summary>The path if it is one of this site's, relative to the base path; else the first page.</summary>
    public static string Of(string? path) => IsOurs(path) ? path![1..] : "";

    // Browsers read \ as /, and drop tabs and line breaks: //other.example must not come out of it. What has a colon could be read as a scheme.
    private static bool IsOurs(string? path)
    {
        if (path is not { Length: > 1 and < 2000 } || path[0] != '/' || path[1] == '/')
            return false;
        var page = path.Split('?')[0];
        return path.AsSpan().IndexOfAnyInRange('\0', '\u001f') < 0
            && !path.Contains('\\', StringComparison.Ordinal) && !page.Contains(':', StringComparison.Ordinal)
            && !page.StartsWith(EndpointGuard.SignInPath, StringComparison.OrdinalIgnoreCase);
    }
}
