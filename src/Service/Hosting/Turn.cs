namespace IpBlock.Service.Hosting;

/// <summary>
/// What a connection may do before it is another's turn. The thread that hears of all sockets begins its turn, and may go as far as <see cref="Share"/>; whoever wants more goes to the end of
/// the queue of all who do, and has the same share again when it comes to him. So one request waits for no more than a share of each of the others, however much they ask.
/// </summary>
internal struct Turn
{
    /// <summary>Requests, packets or pieces of them: a fraction of a millisecond.</summary>
    public const int Share = 8;

    private int _done;

    /// <summary>True when it is another's turn.</summary>
    public readonly bool IsOver => _done >= Share;

    /// <summary>A new turn has begun.</summary>
    public void Begin() => _done = 0;

    /// <summary>Some of the share is used up.</summary>
    public void Count() => _done++;

    /// <summary>The thread is another's, who has work of his own: nothing more is done on it than what was waited for.</summary>
    public void Leave() => _done = Share;
}
