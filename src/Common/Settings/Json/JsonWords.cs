using Newtonsoft.Json.Linq;

namespace IpBlock.Settings.Json;

/// <summary>JSON in plain words.</summary>
internal static class JsonWords
{
    /// <summary>What stands there, without quoting it: it might be a key.</summary>
    public static string Describe(JToken token) => token.Type switch
    {
        JTokenType.Object => "an object in braces",
        JTokenType.Array => "a list in square brackets",
        JTokenType.Integer or JTokenType.Float => "a number",
        JTokenType.String => "text in quotes",
        JTokenType.Boolean => ((bool)token) ? "true" : "false",
        JTokenType.Null => "null",
        _ => "something that is not a JSON value",
    };

    /// <summary>"a size", but "true or false".</summary>
    public static string WithArticle(string name) => name.IndexOf(" or ", System.StringComparison.Ordinal) >= 0 || name is "text" ? name : "a " + name;

    /// <summary>The name a C# name has in JSON.</summary>
    public static string CamelCase(string name) => char.ToLowerInvariant(name[0]) + name.Substring(1);
}
