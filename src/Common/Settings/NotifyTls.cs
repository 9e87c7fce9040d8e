namespace IpBlock.Settings;

/// <summary>Whether mail is handed over encrypted.</summary>
public enum NotifyTls
{
    /// <summary>Always: by STARTTLS, or from the first byte at port 465.</summary>
    Required,

    /// <summary>Where the server offers it.</summary>
    WhenOffered,

    /// <summary>Never.</summary>
    None,
}
