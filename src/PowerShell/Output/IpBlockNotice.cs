using System;
using IpBlock.Reporting.State;

namespace IpBlock.PowerShell;

/// <summary>A notice of a running process.</summary>
public sealed class IpBlockNotice
{
    private readonly NoticeState _state;

    internal IpBlockNotice(NoticeState state) => _state = state;

    /// <summary>When it was written.</summary>
    public DateTimeOffset At => _state.At;

    /// <summary>How much it matters, such as Warning.</summary>
    public string Level => _state.Level.ToString();

    /// <summary>The event id.</summary>
    public int Id => _state.Id;

    /// <summary>One line of text.</summary>
    public string Text => _state.Text;

    /// <summary>The text.</summary>
    public override string ToString() => Text;
}
