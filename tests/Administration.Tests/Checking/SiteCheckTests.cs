using System;
using System.IO;
using IpBlock.Administration.Checking;
using IpBlock.Tests;
using IpBlock.Tests.Settings;
using IpBlock.Tests.Time;
using Xunit;

namespace IpBlock.Administration.Tests.Checking;

public sealed class SiteCheckTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_in_the_place_of_the_log_s_folder_is_said()
    {
        File.WriteAllText(_folder.PathOf("log"), "in the way");
        Assert.Contains("it is a file", Assert.Single(Look("{}")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_whose_file_is_not_there_is_said()
    {
        var settings = $$"""{ "lists": [ { "name": "own", "file": "{{_folder.PathOf("missing.txt")}}" } ] }""";
        var trouble = Assert.Single(Look(settings));
        Assert.StartsWith("List own: ", trouble, StringComparison.Ordinal);
        Assert.Contains("not exist", trouble, StringComparison.Ordinal);
        File.WriteAllText(_folder.PathOf("missing.txt"), "203.0.113.0/24\n");
        Assert.Empty(Look(settings));
    }

    [Fact]
    public void A_file_of_notifications_that_is_not_there_is_said()
    {
        const string Settings = """{ "notify": { "email": { "passwordFile": "pass", "trustedCertificate": "ca.pem" } } }""";
        Assert.Equal(2, Look(Settings).Length);
        File.WriteAllText(_folder.PathOf("pass"), "x");
        Assert.StartsWith("Notifications cannot be sent: notify.email.trustedCertificate refers to ca.pem", Assert.Single(Look(Settings)), StringComparison.Ordinal);
    }

    private string[] Look(string settings)
    {
        var some = Some.Settings(settings.TrimEnd()[..^1] + (settings.Length > 2 ? ", " : "") + "\"dns\": { \"servers\": [ \"127.0.0.1\" ] } }");
        return [.. SiteCheck.Look(some, _folder.PathOf("ipblock.json"), new FakeClock())];
    }
}
