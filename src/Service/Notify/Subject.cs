using System.Collections.Generic;
using IpBlock.Settings;

namespace IpBlock.Service.Notify;

/// <summary>Something that is wrong now, by the account of the running processes.</summary>
/// <param name="Id">What tells it from all else and stays the same as long as it lasts: <c>running.suspended/SpamCop</c>.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Text">What it is and what to do, in sentences, without a key.</param>
/// <param name="NextStep">What to do, where that is known apart from the text; else empty.</param>
/// <param name="Processes">The processes that say so, by role and program.</param>
internal sealed record Subject(string Id, NotifySeverity Severity, string Text, string NextStep, IReadOnlyList<string> Processes);
