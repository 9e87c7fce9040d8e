namespace IpBlock.Settings;

/// <summary>Where newer catalogues come from, and whose are believed.</summary>
[SettingObject("the catalogue settings")]
public sealed class CatalogueSettings
{
    /// <summary>Whose catalogues are believed; null for nobody's.</summary>
    [Setting("The public key of the publisher whose signed catalogues are used: PEM, or the base64 in it, of an ECDSA key on P-256. Without a key `ipblock catalog update` refuses every catalogue.", Default = "none")]
    public CataloguePublicKey? PublicKey { get; init; }

    /// <summary>Where a newer catalogue is fetched from; null for nowhere.</summary>
    [Setting("Where `ipblock catalog update` fetches the signed catalogue when neither a file nor an address is given. Nothing fetches it by itself.", Default = "none")]
    public ListUrl? Url { get; init; }
}
