using System;
using System.Collections.Generic;
using IpBlock.Administration.Editing;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace IpBlock.Administration.Sharing;

/// <summary>Values that a group of servers has in place of those for all: settings as <see cref="OwnParts"/> names them, each with its value as JSON.</summary>
public static class GroupValues
{
    /// <summary>A value as it is typed: JSON, or text that is none, such as <c>5s</c> or <c>report</c>.</summary>
    public static string Parse(string value)
    {
        try
        {
            return Token(value ?? throw new ArgumentNullException(nameof(value))).ToString(Formatting.None);
        }
        catch (JsonException)
        {
            return JsonConvert.ToString(value);
        }
    }

    /// <summary>The settings for all with the values of a group in them. A value for an element that is not there is passed over.</summary>
    /// <param name="shared">A good settings file.</param>
    /// <param name="values">JSON by setting.</param>
    public static string Apply(string shared, IEnumerable<KeyValuePair<string, string>> values)
    {
        var document = SharedSettings.Document(shared);
        foreach (var value in values ?? throw new ArgumentNullException(nameof(values)))
        {
            if (OwnPart.Parse(value.Key) is not { } part)
                continue;
            if (part.Member is null)
            {
                document.SetAt(part.Path, Token(value.Value));
                continue;
            }

            foreach (var element in SharedSettings.Table(document, part.Path)?.Elements ?? [])
            {
                if (part.IsOf(element.Key))
                    document.SetMember(document.Elements(part.Path)[element.Index], part.Member, Token(value.Value));
            }
        }

        return document.Text;
    }

    /// <summary>The text with those settings as another has them: a group's values taken out again.</summary>
    /// <param name="text">Settings of a server of the group.</param>
    /// <param name="shared">The settings for all.</param>
    /// <param name="settings">The settings that are the group's own.</param>
    public static string Without(string text, string shared, IEnumerable<string> settings)
    {
        var (document, former) = (SharedSettings.Document(text), SharedSettings.Document(shared));
        foreach (var setting in settings ?? throw new ArgumentNullException(nameof(settings)))
        {
            if (OwnPart.Parse(setting) is { Member: null } part)
                SharedSettings.Keep(document, former, part.Path);
            else if (OwnPart.Parse(setting) is { } members)
                WithoutMembers(document, former, members);
        }

        return document.Text;
    }

    private static void WithoutMembers(SettingsDocument document, SettingsDocument former, OwnPart part)
    {
        var then = SharedSettings.Table(former, part.Path);
        foreach (var element in SharedSettings.Table(document, part.Path)?.Elements ?? [])
        {
            if (!part.IsOf(element.Key) || then?.Find(element.Key)?.Token is not JObject shared)
                continue;
            var node = document.Elements(part.Path)[element.Index];
            if (shared[part.Member!] is { } value)
                document.SetMember(node, part.Member!, value);
            else if (node.Member(part.Member!) is { } own)
                document.Remove(own);
        }
    }

    /// <summary>True when one of the settings is, or holds, or is held by another.</summary>
    public static bool Overlap(string one, string other) =>
        OwnPart.Parse(one) is { } first && OwnPart.Parse(other) is { } second
        && (first.Member is null || second.Member is null
            ? IsWithin(first.Path, second.Path) || IsWithin(second.Path, first.Path)
            : string.Equals(first.Path, second.Path, StringComparison.Ordinal) && string.Equals(first.Member, second.Member, StringComparison.Ordinal)
                && (first.IsOf(second.Key!) || second.IsOf(first.Key!)));

    private static bool IsWithin(string path, string outer) => path.StartsWith(outer, StringComparison.Ordinal) && (path.Length == outer.Length || path[outer.Length] == '.');

    private static JToken Token(string json)
    {
        using var reader = new JsonTextReader(new System.IO.StringReader(json)) { DateParseHandling = DateParseHandling.None };
        var token = JToken.ReadFrom(reader);
        return reader.Read() ? throw new JsonReaderException("more than one value") : token;
    }
}
