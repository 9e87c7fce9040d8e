namespace IpBlock.Settings;

/// <summary>The web server that notifications are sent to.</summary>
[SettingObject("the notify webhook settings")]
public sealed class NotifyWebhookSettings
{
    /// <summary>Where it listens; null for none.</summary>
    [Setting(
        "The address that notifications are posted to. https; http only to this machine or to a private address. It may hold a key: only the server's "
        + "name is shown. A redirection is not followed.", Default = "none")]
    public WebhookUrl? Url { get; init; }

    /// <summary>By what the receiver knows that they are ours; null for nothing.</summary>
    [Setting(
        "A key that the receiver knows too. With it each notification is signed (`X-IpBlock-Signature`), so that nobody else can send one. It is shown "
        + "by no command and written into no log.", Default = "none")]
    public Secret? Secret { get; init; }

    /// <summary>Certificates that are trusted beside those of the system.</summary>
    [Setting(
        "A file of certificates (PEM): the server's own if it is self-signed, or those of the authority that gave it one. They are trusted beside those "
        + "that the system trusts. Name and dates of the certificate are always checked. A relative path counts from the folder of the settings file.",
        Default = "none", Min = "1", Max = "1000", IsPath = true)]
    public string? TrustedCertificate { get; init; }
}
