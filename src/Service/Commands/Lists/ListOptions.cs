using System.CommandLine;

namespace IpBlock.Service.Commands.Lists;

/// <summary>The properties of a list as options.</summary>
internal sealed class ListOptions : PropertyOptions
{
    public ListOptions()
        : base("A list")
    {
        Text("--kind", "kind", "block|allow", "Clients on it are refused, or accepted; block unless given.");
        Text("--url", "url", "URL", "The address to fetch it from, https only; IpBlock keeps the file.");
        Text("--file", "file", "PATH", "Its file, which you or a program of yours keep.");
        Text("--format", "format", "FORMAT", "auto, plain, rbldnsd, spamhausDrop, spamhausDropJson or hosts; auto finds out.");
        Text("--refresh", "refresh", "DURATION", "How often it is fetched: 4h.");
        Text("--expires-after", "expiresAfter", "DURATION", "How long it holds when it is not refreshed: 7d.");
        Text("--mode", "mode", "enforce|report", "report logs whom it would have refused, but refuses nobody by it.");
        Flag("--enabled", "enabled", "Whether it is used.");
        Text("--rejection-response", "rejectionResponse", "TEXT", "The text of the reply: %0 the client, %1 the list's name.");
        Number("--status-code", "statusCode", "The status code of the reply, 400 to 599.");
        Text("--enhanced-code", "enhancedCode", "CODE", "The enhanced status code, such as 5.7.1.");
    }
}
