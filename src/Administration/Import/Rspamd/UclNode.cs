using System;
using System.Collections.Generic;

namespace IpBlock.Administration.Import.Rspamd;

/// <summary>A value of UCL: a text, a list or an object. A key that stands several times in an object is a list of values.</summary>
internal sealed class UclNode
{
    public UclNode(int line) => Line = line;

    public int Line { get; }

    public string? Text { get; init; }

    public List<UclNode> Elements { get; } = [];

    public List<KeyValuePair<string, UclNode>> Members { get; } = [];

    /// <summary>The last value of that name, for later files and lines override; null when there is none.</summary>
    public UclNode? Find(string name)
    {
        for (var i = Members.Count - 1; i >= 0; i--)
        {
            if (Members[i].Key.Equals(name, StringComparison.Ordinal))
                return Members[i].Value;
        }

        return null;
    }

    /// <summary>All texts of that name, whether they stand in a list or the key stands several times.</summary>
    public IReadOnlyList<string> Texts(string name)
    {
        var texts = new List<string>();
        foreach (var member in Members)
        {
            if (member.Key.Equals(name, StringComparison.Ordinal))
                member.Value.CollectTexts(texts);
        }

        return texts;
    }

    public IReadOnlyList<string> Texts()
    {
        var texts = new List<string>();
        CollectTexts(texts);
        return texts;
    }

    /// <summary>Null when there is no such member or it is no truth value.</summary>
    public bool? Flag(string name) => Find(name)?.Text?.ToLowerInvariant() switch
    {
        "true" or "yes" or "on" => true,
        "false" or "no" or "off" => false,
        _ => null,
    };

    private void CollectTexts(List<string> texts)
    {
        if (Text is not null)
            texts.Add(Text);
        foreach (var element in Elements)
        {
            if (element.Text is not null)
                texts.Add(element.Text);
        }
    }
}
