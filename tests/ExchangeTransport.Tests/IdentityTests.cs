using System;
using System.Collections.Generic;
using System.Reflection.Metadata;
using Microsoft.Exchange.Data.Mime;
using Microsoft.Exchange.Data.Transport;
using Xunit;

namespace IpBlock.ExchangeTransport;

public sealed class IdentityTests
{
    private const string PublicKey =
        "0024000004800000940000000602000000240000525341310004000001000100b5fc90e7027f67871e773a8fde8938c81dd402ba65b9201d60593e96c492651e"
        + "889cc13f1415ebb53fac1131ae0bd333c5ee6021672d9718ea31a8aebd0da0072f25d87dba6fc90ffd598ed4da35e44c398c454307e8e33b8426143daec9f596"
        + "836f97c8f74750e5975c64e2189f45def46b2a2b1247adc3652bf5c308055da9";

    [Fact]
    public void An_agent_is_compiled_against_the_name_and_version_every_supported_Exchange_binds()
    {
        var name = typeof(Agent).Assembly.GetName();
        Assert.Equal(
            "Microsoft.Exchange.Data.Transport, Version=15.0.1474.0, Culture=neutral, PublicKeyToken=31bf3856ad364e35", name.FullName);
    }

    [Fact]
    public void The_MIME_assembly_has_the_same_version() => Assert.Equal(
        "Microsoft.Exchange.Data.Common, Version=15.0.1474.0, Culture=neutral, PublicKeyToken=31bf3856ad364e35", typeof(Header).Assembly.GetName().FullName);

    [Fact]
    public void The_public_key_is_complete()
    {
        Assert.Equal(PublicKey, Convert.ToHexStringLower(StandIn.Read(KeyOf)));
        Assert.Equal(PublicKey, Convert.ToHexStringLower(StandIn.ReadMime(KeyOf)));
    }

    [Fact]
    public void Only_the_framework_and_the_MIME_assembly_are_referred_to()
    {
        string[] framework = ["mscorlib", "System", "System.Core"];
        Assert.All(StandIn.Read(ReferencesOf), name => Assert.Contains(name, (string[])[.. framework, "Microsoft.Exchange.Data.Common"]));
        Assert.All(StandIn.ReadMime(ReferencesOf), name => Assert.Contains(name, framework));
    }

    private static byte[] KeyOf(MetadataReader reader) => reader.GetBlobBytes(reader.GetAssemblyDefinition().PublicKey);

    private static List<string> ReferencesOf(MetadataReader reader)
    {
        var names = new List<string>();
        foreach (var handle in reader.AssemblyReferences)
            names.Add(reader.GetString(reader.GetAssemblyReference(handle).Name));
        return names;
    }
}
