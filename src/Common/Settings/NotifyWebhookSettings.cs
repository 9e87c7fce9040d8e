namespace IpBlock.Settings;

/// <summary>The web server that notifications are sent to.</summary>
[SettingObject("the notify webhook settings")]
public sealed class NotifyWebhookSettings
{
    /// <summary>Where it listens; null for none.</summary>
    [Setting(
        "The URL to which notifications are posted. https; http only to this server or a private address. The URL may contain a key: only the server "
        + "name is shown. Redirects are not followed.", Default = "none")]
    public WebhookUrl? Url { get; init; }

    /// <summary>By what the receiver knows that they are ours; null for nothing.</summary>
    [Setting(
        "A key that is shared with the receiver. Each notification is signed with it (`X-IpBlock-Signature`), so that the receiver can verify its origin. It is "
        + "never shown or logged.", Default = "none")]
    public Secret? Secret { get; init; }

    /// <summary>Certificates that are trusted beside those of the system.</summary>
    [Setting(
        "A PEM file of certificates: the server's own certificate if it is self-signed, or those of its certification authority. They are trusted in addition to those "
        + "of the system. Name and dates of the certificate are always verified. A relative path starts at the folder of the settings file.",
        Default = "none", Min = "1", Max = "1000", IsPath = true)]
    public string? TrustedCertificate { get; init; }
}
