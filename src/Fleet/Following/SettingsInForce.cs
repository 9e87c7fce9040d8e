using System;

namespace IpBlock.Fleet.Following;

/// <summary>What decides in the running process.</summary>
/// <param name="Digest">The digest of the settings in force; empty when there are none.</param>
/// <param name="Since">Since when.</param>
/// <param name="Error">What is wrong with the settings file; null when it is in force.</param>
public readonly record struct SettingsInForce(string Digest, DateTimeOffset? Since, string? Error);
