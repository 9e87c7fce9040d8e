using System;

namespace IpBlock.Sessions;

/// <summary>One mail that was deferred. Times are in seconds since 1970, by the time of day, for they outlast the process.</summary>
/// <param name="Key">Of its sender and recipient.</param>
/// <param name="DeferredAt">When it was deferred first.</param>
/// <param name="AcceptedAt">When it was last accepted because it had come again; 0 when it has not.</param>
internal readonly record struct DeferredEntry(ulong Key, uint DeferredAt, uint AcceptedAt)
{
    /// <summary>The last time from which it counts how long the mail is remembered.</summary>
    public uint LastAt => Math.Max(DeferredAt, AcceptedAt);

    public static uint Seconds(DateTimeOffset time) => (uint)Math.Max(0, Math.Min(uint.MaxValue, time.ToUnixTimeSeconds()));

    /// <summary>False when it has been forgotten: it is longer ago than so many seconds.</summary>
    public bool IsKnownAt(uint now, uint within) => now <= LastAt || now - LastAt <= within;
}
