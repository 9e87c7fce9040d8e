using System;
using System.Linq;
using IpBlock.Settings;

namespace IpBlock.Benchmarks;

internal static class Samples
{
    /// <summary>Settings with providers <c>bl0.example</c> and so on, any code; 10.0.0.0/8 is not exempt.</summary>
    public static FilterSettings Settings(int providers, string more = "")
    {
        var lists = string.Join(", ", Enumerable.Range(0, providers).Select(i => $$"""{ "name": "list {{i}}", "lookupDomain": "bl{{i}}.example", "anyMatch": true }"""));
        var load = SettingsFile.Parse($$"""{ "blockProviders": [ {{lists}} ], "exceptions": { "exemptPrivateNetworks": false } {{more}} }""", "benchmark");
        return load.Settings ?? throw new InvalidOperationException(load.Errors[0].ToString());
    }
}
