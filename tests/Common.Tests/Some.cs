using System;
using System.Threading.Tasks;
using IpBlock.Addresses;
using IpBlock.Settings;
using IpBlock.Testing;
using Xunit;

namespace IpBlock.Tests;

/// <summary>Values as the administrator writes them.</summary>
internal static class Some
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static Address Client(string text)
    {
        Assert.True(Address.TryParse(text, out var address), text);
        return address;
    }

    public static uint Code(string text)
    {
        Assert.True(ReturnCode.TryParse(text, out var code, out var reason), reason);
        return code.Bits;
    }

    public static LookupDomain Domain(string text)
    {
        Assert.True(LookupDomain.TryParse(text, out var domain, out var reason), reason);
        return domain;
    }

    public static FilterSettings Settings(string json)
    {
        var load = SettingsFile.Parse(json, "ipblock.json");
        Assert.True(load.Settings is not null, string.Join('\n', load.Errors));
        return load.Settings;
    }

    /// <summary>A provider's properties without the braces.</summary>
    public static ProviderSettings Provider(string properties) => Settings("""{ "blockProviders": [ { """ + properties + " } ] }").BlockProviders[0];

    /// <summary>A provider that matches any code under <c>name.test</c>, with further properties.</summary>
    public static string List(string name, string more = "\"anyMatch\": true") => $$"""{ "name": "{{name}}", "lookupDomain": "{{name}}.test", {{more}} }""";

    /// <summary>Waits for what another thread is about to do.</summary>
    public static Task UntilAsync(Func<bool> condition, string what) => Waiting.UntilAsync(condition, () => "This never came: " + what);
}
