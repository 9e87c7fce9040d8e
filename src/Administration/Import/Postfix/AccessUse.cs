namespace IpBlock.Administration.Import.Postfix;

/// <summary>For what a table is asked.</summary>
internal sealed class AccessUse
{
    /// <summary>A file by itself, of which nobody says how it is used.</summary>
    public static AccessUse Alone { get; } = new();

    /// <summary>The table's name; null when it is the file that is imported.</summary>
    public string? Table { get; init; }

    public bool IsPostscreen { get; init; }

    /// <summary>Why whom the table rejects must not become entries of the block list; null when they do.</summary>
    public string? WhyNoRejects { get; init; }
}
