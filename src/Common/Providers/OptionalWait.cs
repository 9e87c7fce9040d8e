using System.Threading;

namespace IpBlock.Providers;

/// <summary>
/// Whether something that is nice to have is worth waiting for: the list's own words for the reply, or whether it agrees with another. After three times in vain nobody waits for it until it has come again, for
/// which one lookup at a time goes on. A decision does not depend on it.
/// </summary>
internal sealed class OptionalWait
{
    private const int Patience = 3;

    private int _inVain;
    private int _probing;

    /// <summary>True when nobody should wait for it.</summary>
    public bool IsGivenUp => Volatile.Read(ref _inVain) >= Patience;

    /// <summary>It came in time.</summary>
    public void Came() => Volatile.Write(ref _inVain, 0);

    /// <summary>Somebody waited, and it did not come.</summary>
    public void DidNotCome()
    {
        if (!IsGivenUp)
            Interlocked.Increment(ref _inVain);
    }

    /// <summary>True for one at a time, who looks whether it comes again and calls <see cref="EndProbe"/>.</summary>
    public bool TryBeginProbe() => Interlocked.CompareExchange(ref _probing, 1, 0) == 0;

    /// <summary>The look has ended.</summary>
    public void EndProbe() => Volatile.Write(ref _probing, 0);
}
