namespace IpBlock.Settings;

/// <summary>Whether a refusal is carried out.</summary>
public enum FilterMode
{
    /// <summary>Who is to be refused is refused.</summary>
    Enforce,

    /// <summary>Who would be refused is served, and the log says so.</summary>
    Report,
}
