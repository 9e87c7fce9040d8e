using System;
using System.CommandLine.Parsing;
using System.Linq;

namespace IpBlock.Manager.Commands;

/// <summary>The address of a page on the command line.</summary>
internal static class UrlArgument
{
    /// <summary>Reads it; null, and an error, when it is none.</summary>
    public static Uri? Parse(ArgumentResult result)
    {
        var text = result.Tokens.Single().Value;
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme is "http" or "https"))
            return url;
        result.AddError($"'{text}' is not a valid URL; write http://localhost:8480.");
        return null;
    }
}
