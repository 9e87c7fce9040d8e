using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;

namespace IpBlock.TransportHost.Smtp;

/// <summary>Accepts mail and keeps none of it.</summary>
public sealed class NoMessages : IMessageSink
{
    /// <inheritdoc/>
    public Task<string> Store(string sender, IReadOnlyList<string> recipients, Stream content) => Task.FromResult("discarded");
}
