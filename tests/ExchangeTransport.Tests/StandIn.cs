using System;
using System.IO;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Microsoft.Exchange.Data.Transport;

namespace IpBlock.ExchangeTransport;

/// <summary>The built assembly, read as a file.</summary>
internal static class StandIn
{
    public static T Read<T>(Func<MetadataReader, T> read)
    {
        using var file = new PEReader(File.OpenRead(typeof(Agent).Assembly.Location));
        return read(file.GetMetadataReader());
    }
}
