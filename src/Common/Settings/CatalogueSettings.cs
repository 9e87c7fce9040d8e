namespace IpBlock.Settings;

/// <summary>Where newer catalogues come from, and whose are believed.</summary>
[SettingObject("the catalogue settings")]
public sealed class CatalogueSettings
{
    /// <summary>Whose catalogues are believed; null for nobody's.</summary>
    [Setting("The public key of the publisher whose signed catalogues are used: PEM, or only its base64 part, of an ECDSA key on P-256. Without a key `ipblock catalog update` does not accept any catalogue.", Default = "none")]
    public CataloguePublicKey? PublicKey { get; init; }

    /// <summary>Where a newer catalogue is fetched from; null for nowhere.</summary>
    [Setting("The URL from which `ipblock catalog update` fetches the signed catalogue if neither a file nor a URL is given. It is never fetched automatically.", Default = "none")]
    public ListUrl? Url { get; init; }
}
