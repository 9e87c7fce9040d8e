using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Service.Notify;
using IpBlock.Settings;
using IpBlock.Testing.Certificates;
using IpBlock.Testing.Servers;
using IpBlock.Time;
using Xunit;

namespace IpBlock.Service.Tests.Notify;

/// <summary>The real ways, by settings as an administrator writes them, and an authority whose certificates they trust.</summary>
internal sealed class Channels : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public Channels() => Authority.WriteTo(Path.Combine(_folder.Path, "ca.pem"));

    public Authority Authority { get; } = new();

    public string SettingsPath => Path.Combine(_folder.Path, "ipblock.json");

    public string Write(string name, string text) => _folder.Write(name, text);

    /// <summary>Sends one by these settings of <c>notify</c>, which name one way.</summary>
    public Task<SendResult> SendAsync(string notify, Notification? notification = null, CancellationToken stop = default)
    {
        var load = SettingsFile.Parse($$"""{ "notify": { {{notify}} } }""", SettingsPath);
        Assert.True(load.Settings is not null, string.Join('\n', load.Errors));
        var channel = NotifyChannels.Of(load.Settings.Notify, SettingsPath, Clock.System).Single();
        return channel.SendAsync(notification ?? Notification.Test(Clock.System.UtcNow, "mx1"), stop);
    }

    /// <summary>By mail to a server on this machine.</summary>
    public Task<SendResult> MailAsync(int port, string more = "", Notification? notification = null, string host = "127.0.0.1", string ca = "ca.pem") => SendAsync(
        $$"""
        "timeout": "20s", "email": { "server": "{{host}}", "port": {{port}}, "from": "ipblock@site.example", "to": [ "postmaster@site.example" ]
            {{(ca.Length > 0 ? $", \"trustedCertificate\": \"{ca}\"" : "")}}{{more}} }
        """,
        notification);

    /// <summary>To a web server on this machine.</summary>
    public Task<SendResult> PostAsync(string url, string more = "", Notification? notification = null, string ca = "ca.pem", string timeout = "20s") => SendAsync(
        $$"""
        "timeout": "{{timeout}}", "webhook": { "url": "{{url}}"{{(ca.Length > 0 ? $", \"trustedCertificate\": \"{ca}\"" : "")}}{{more}} }
        """,
        notification);

    /// <summary>Writes a certificate into a file that settings may name.</summary>
    public void Trust(X509Certificate2 certificate) => _folder.Write("own.pem", certificate.ExportCertificatePem());

    /// <summary>A certificate with which nobody is 127.0.0.1.</summary>
    /// <param name="kind"><c>expired</c>, <c>other</c> host, <c>stranger</c> (an authority that is not trusted) or <c>self</c>-signed.</param>
    public X509Certificate2 Wrong(string kind)
    {
        using var stranger = new Authority();
        return kind switch
        {
            "expired" => Authority.Expired(),
            "other" => Authority.OfAnotherHost(),
            "stranger" => stranger.Good(),
            "self" => SelfSigned.For("127.0.0.1"),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };
    }

    public void Dispose()
    {
        Authority.Dispose();
        _folder.Dispose();
    }
}
