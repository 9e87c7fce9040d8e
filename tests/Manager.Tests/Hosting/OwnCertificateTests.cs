using System;
using IpBlock.Manager.Hosting;
using IpBlock.Testing.Servers;
using IpBlock.Tests.Time;
using Xunit;

namespace IpBlock.Manager.Tests.Hosting;

public sealed class OwnCertificateTests
{
    [Theory]
    [InlineData("mail.example.com")]
    [InlineData("192.0.2.9")]
    [InlineData("2001:db8::9")]
    public void It_is_kept_for_the_same_names_and_made_anew_for_one_that_it_does_not_have(string added)
    {
        using var folder = new ScratchFolder();
        var options = new ManagerOptions { SettingsPath = "", DataFolder = folder.Path, Url = new Uri("https://0.0.0.0:8480"), MakesCertificate = true };
        var first = FingerprintOf(options);
        Assert.Equal(first, FingerprintOf(options));
        var more = options with { Hosts = [added] };
        var second = FingerprintOf(more);
        Assert.NotEqual(first, second);
        Assert.Equal(second, FingerprintOf(more));
        using var made = OwnCertificate.Of(more, new FakeClock())!;
        Assert.True(made.MatchesHostname(added));
    }

    private static string FingerprintOf(ManagerOptions options)
    {
        using var certificate = OwnCertificate.Of(options, new FakeClock())!;
        return OwnCertificate.Fingerprint(certificate);
    }
}
