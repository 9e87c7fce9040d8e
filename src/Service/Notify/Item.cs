using System;
using IpBlock.Settings;

namespace IpBlock.Service.Notify;

/// <summary>What has become of a subject.</summary>
internal enum ItemState
{
    /// <summary>It is wrong.</summary>
    Wrong,

    /// <summary>It was told of as wrong, and is well again.</summary>
    Solved,

    /// <summary>Something has happened that is over with that: a notice.</summary>
    Event,
}

/// <summary>One thing that is notified of.</summary>
/// <param name="At">When it was found out.</param>
/// <param name="Subject">What it is about (<see cref="Notify.Subject.Id"/>).</param>
/// <param name="State">What has become of that.</param>
/// <param name="Severity">How bad it is; of what is solved, how bad it was.</param>
/// <param name="Text">What it is and what to do.</param>
/// <param name="NextStep">What to do, where that is known apart from the text; else empty.</param>
internal sealed record Item(DateTimeOffset At, string Subject, ItemState State, NotifySeverity Severity, string Text, string NextStep);
