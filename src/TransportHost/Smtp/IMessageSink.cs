using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;

namespace IpBlock.TransportHost.Smtp;

/// <summary>Where accepted mail goes.</summary>
public interface IMessageSink
{
    /// <summary>Keeps a message. The client is told that it was accepted only when the task is done.</summary>
    /// <param name="sender">The reverse path, <c>&lt;&gt;</c> included.</param>
    /// <param name="recipients">The accepted recipients; there may be none when an agent has removed them.</param>
    /// <param name="content">The message as sent, dots unstuffed, at its beginning.</param>
    /// <returns>A name for the message, for the reply.</returns>
    /// <exception cref="IOException">The message could not be kept; the client is asked to try again.</exception>
    Task<string> Store(string sender, IReadOnlyList<string> recipients, Stream content);
}
