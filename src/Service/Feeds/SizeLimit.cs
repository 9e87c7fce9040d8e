using IpBlock.Settings;

namespace IpBlock.Service.Feeds;

/// <summary>How large a body may be, as it comes or unpacked.</summary>
/// <param name="Bytes">The most.</param>
/// <param name="Origin">Who says so, for the administrator.</param>
internal sealed record SizeLimit(long Bytes, string Origin)
{
    /// <summary>That of lists.</summary>
    public static SizeLimit OfLists(FeedSettings settings) => new(settings.MaxSize, "feeds.maxSize");

    /// <summary>What is said of a body that is larger.</summary>
    public string Exceeded => $"it is larger than {ByteSize.Format(Bytes)} ({Origin})";
}
