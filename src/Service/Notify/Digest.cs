using System;
using Newtonsoft.Json.Linq;

namespace IpBlock.Service.Notify;

/// <summary>A report of a day or a week.</summary>
/// <param name="Title">What it is of, on one line.</param>
/// <param name="Text">The report, for people.</param>
/// <param name="Figures">The same figures, for programs.</param>
internal sealed record Digest(string Title, string Text, JObject Figures);
