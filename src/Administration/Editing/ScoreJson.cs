using System.Collections.Generic;
using System.Linq;
using IpBlock.Settings;
using Newtonsoft.Json.Linq;

namespace IpBlock.Administration.Editing;

/// <summary>Scores as the settings file writes them: a bare number, and several with their names in braces.</summary>
internal static class ScoreJson
{
    /// <summary>The number; what is none is written as text, for the reader to say what it expected.</summary>
    public static JToken Of(string text) => Score.TryParse(text, out var score, out _) ? Of(score) : new JValue(text);

    /// <summary>The number.</summary>
    public static JToken Of(Score score) => score.Tenths % 10 == 0 ? new JValue(score.Tenths / 10) : new JValue(score.Tenths / 10m);

    /// <summary>The object for <c>127.0.0.2: 3</c> and others of that form. What has no colon makes it a list, for the reader to complain of.</summary>
    public static JToken Pairs(IEnumerable<string> texts)
    {
        var all = texts.ToList();
        var pairs = new JObject();
        foreach (var text in all)
        {
            var colon = text.LastIndexOf(':');
            if (colon < 0)
                return new JArray(all);
            pairs[text.Substring(0, colon).Trim()] = Of(text.Substring(colon + 1));
        }

        return pairs;
    }
}
