namespace IpBlock.Notices;

/// <summary>How much a notice matters.</summary>
public enum NoticeLevel
{
    /// <summary>For the record.</summary>
    Information,

    /// <summary>Something is not as it should be; mail goes on.</summary>
    Warning,

    /// <summary>The filter does not do its work until somebody acts; mail goes on.</summary>
    Error,
}

/// <summary>Something the administrator should know. Its number never changes meaning, so that a monitor can wait for it.</summary>
public readonly struct Notice
{
    internal Notice(int id, NoticeLevel level, string text)
    {
        Id = id;
        Level = level;
        Text = text;
    }

    /// <summary>The event id.</summary>
    public int Id { get; }

    /// <summary>How much it matters.</summary>
    public NoticeLevel Level { get; }

    /// <summary>One line in plain words, without secrets.</summary>
    public string Text { get; }
}

/// <summary>Where notices go: an event log, the journal, a file. Must not throw.</summary>
public interface INoticeSink
{
    /// <summary>Takes a notice; called from any thread.</summary>
    void Write(Notice notice);
}
