using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Threading;
using System.Threading.Tasks;

namespace IpBlock.Testing.Sessions;

/// <summary>A mail server that sessions are run against, and how to get at what it did.</summary>
public interface ISessionHost
{
    /// <summary>Its name in <c>only:</c> and <c>&lt;name</c> lines, such as agent, postfix or sendmail.</summary>
    string Door { get; }

    /// <summary>A connection that the server takes for one of this client.</summary>
    Task<Stream> ConnectAsync(IPAddress client, CancellationToken cancellation);

    /// <summary>Whether the last message, and no more, has gone to exactly these recipients; with none, that there is no message.</summary>
    /// <returns>Null when it is so, else what is otherwise, in words.</returns>
    Task<string?> CheckDeliveredAsync(IReadOnlyList<string> recipients);

    /// <summary>Null when the message delivered last has this header field once and no other of its name; otherwise what is wrong.</summary>
    Task<string?> CheckHeaderAsync(string field);

    /// <summary>Null when the message delivered last has no header field of this name; otherwise what it has.</summary>
    Task<string?> CheckNoHeaderAsync(string name);

    /// <summary>Whether the decision log has an entry with these fields since the session began.</summary>
    /// <returns>Null when it has, else what is there instead, in words.</returns>
    Task<string?> CheckLogAsync(IReadOnlyDictionary<string, string> fields);
}
