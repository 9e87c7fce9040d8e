using System;
using Microsoft.Exchange.Data.Transport;

namespace IpBlock.TransportHost.Smtp;

/// <summary>The argument of MAIL and RCPT: <c>FROM:&lt;path&gt; KEY=value …</c> (RFC 5321 §4.1.1.2).</summary>
internal sealed class PathArgument
{
    private PathArgument(RoutingAddress address, string[] parameters)
    {
        Address = address;
        Parameters = parameters;
    }

    public RoutingAddress Address { get; }

    public string[] Parameters { get; }

    public static PathArgument? Parse(string argument, string keyword)
    {
        if (!argument.StartsWith(keyword + ":", StringComparison.OrdinalIgnoreCase))
            return null;
        var rest = argument.Substring(keyword.Length + 1).TrimStart(' ');
        var close = PathEnd(rest);
        if (close < 0 || (close + 1 < rest.Length && rest[close + 1] != ' '))
            return null;
        var address = WithoutRoute(rest.Substring(1, close - 1));
        var parameters = rest.Substring(close + 1).Split([' '], StringSplitOptions.RemoveEmptyEntries);
        return new PathArgument(address, parameters);
    }

    // A quoted local part may hold a ">".
    private static int PathEnd(string text)
    {
        if (text.Length == 0 || text[0] != '<')
            return -1;
        var isQuoted = false;
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] == '\\' && isQuoted)
                i++;
            else if (text[i] == '"')
                isQuoted = !isQuoted;
            else if (text[i] == '>' && !isQuoted)
                return i;
        }

        return -1;
    }

    // RFC 5321 §4.1.1.3: a source route is accepted and ignored.
    private static RoutingAddress WithoutRoute(string path)
    {
        if (path.Length == 0)
            return RoutingAddress.NullReversePath;
        var colon = path[0] == '@' ? path.IndexOf(':') : -1;
        return new RoutingAddress(path.Substring(colon + 1));
    }
}
