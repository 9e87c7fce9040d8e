namespace IpBlock.Administration.Feeds;

/// <summary>What is wrong with a new version of a list.</summary>
/// <param name="Text">In words.</param>
/// <param name="Remembered">Under what an administrator's acceptance is remembered for later versions; null where each version has to be accepted.</param>
/// <param name="IsFatal">True when nobody can accept it.</param>
internal sealed record Finding(string Text, string? Remembered = null, bool IsFatal = false);
