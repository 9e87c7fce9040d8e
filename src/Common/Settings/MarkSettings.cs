namespace IpBlock.Settings;

/// <summary>How mail is marked.</summary>
[SettingObject("the mark settings")]
public sealed class MarkSettings
{
    /// <summary>The spam confidence level that Exchange is told; null for none.</summary>
    [Setting("The spam confidence level (SCL) that Exchange gives marked mail, in X-MS-Exchange-Organization-SCL: from 5 on Outlook's junk mail folder takes it, unless SCLJunkThreshold says otherwise. Only on Exchange; Postfix and Sendmail are given the field X-IpBlock alone.", Default = "none", Min = "0", Max = "9")]
    public int? Scl { get; init; }
}
