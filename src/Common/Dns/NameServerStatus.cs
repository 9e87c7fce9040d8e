using System;
using System.Net;

namespace IpBlock.Dns;

/// <summary>A name server as its answers have shown it.</summary>
/// <param name="EndPoint">Where it is asked.</param>
/// <param name="IsAnswering">Whether it answers; null as long as it has not been asked.</param>
/// <param name="HasEdns">Whether queries with EDNS0 reach it; null as long as that is not known.</param>
/// <param name="LastFailure">What it last failed with; null when it has not failed.</param>
/// <param name="LastFailureAt">When that was, by <see cref="Time.Clock.Elapsed"/>.</param>
public sealed record NameServerStatus(IPEndPoint EndPoint, bool? IsAnswering, bool? HasEdns, DnsStatus? LastFailure, TimeSpan LastFailureAt);
