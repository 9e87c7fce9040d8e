using System.Threading;

namespace IpBlock.Manager.Pages.WhatIf;

/// <summary>How far a replay is.</summary>
public sealed class ReplayProgress
{
    private long _expected;
    private long _judged;
    private volatile bool _hasBegun;

    /// <summary>False while another replay has its turn.</summary>
    public bool HasBegun => _hasBegun;

    /// <summary>How many decisions were judged.</summary>
    public long Judged => Interlocked.Read(ref _judged);

    /// <summary>How many there will be. Not fewer than were judged, should the index not know them all yet.</summary>
    public long Expected => System.Math.Max(Interlocked.Read(ref _expected), Judged);

    /// <summary>How many decisions there will be, as far as the index of the log knows.</summary>
    internal void Expect(long decisions) => Interlocked.Exchange(ref _expected, decisions);

    internal void Begin() => _hasBegun = true;

    internal void Count() => Interlocked.Increment(ref _judged);
}
