using System.Collections.Generic;
using IpBlock.Settings.Schema;

namespace IpBlock.Administration.Editing;

/// <summary>What a word that does not exist was probably meant to be.</summary>
public static class DidYouMean
{
    /// <summary>The word that differs from this one by the fewest letters; null when none is near.</summary>
    public static string? Of(string word, IEnumerable<string> words) => Suggestion.Nearest(word, words);
}
