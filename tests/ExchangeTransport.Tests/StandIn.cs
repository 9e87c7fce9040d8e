using System;
using System.IO;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Microsoft.Exchange.Data.Mime;
using Microsoft.Exchange.Data.Transport;

namespace IpBlock.ExchangeTransport;

/// <summary>The built assemblies, read as files.</summary>
internal static class StandIn
{
    public static T Read<T>(Func<MetadataReader, T> read) => Read(typeof(Agent).Assembly, read);

    public static T ReadMime<T>(Func<MetadataReader, T> read) => Read(typeof(Header).Assembly, read);

    private static T Read<T>(Assembly assembly, Func<MetadataReader, T> read)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        return read(file.GetMetadataReader());
    }
}
