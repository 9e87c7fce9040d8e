namespace IpBlock.Settings;

/// <summary>How mail is marked.</summary>
[SettingObject("the mark settings")]
public sealed class MarkSettings
{
    /// <summary>The spam confidence level that Exchange is told; null for none.</summary>
    [Setting("The spam confidence level (SCL) of marked mail in Exchange (X-MS-Exchange-Organization-SCL). With 5 or more, mail is moved to the Junk Email folder, unless SCLJunkThreshold is changed. Only on Exchange; Postfix and Sendmail add only the header field X-IpBlock.", Default = "none", Min = "0", Max = "9")]
    public int? Scl { get; init; }
}
