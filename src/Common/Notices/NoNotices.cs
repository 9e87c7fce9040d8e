namespace IpBlock.Notices;

/// <summary>For whoever has nobody to tell.</summary>
internal sealed class NoNotices : INoticeSink
{
    public static readonly NoNotices Instance = new();

    private NoNotices()
    {
    }

    public void Write(Notice notice)
    {
    }
}
