using System;
using System.Collections.Generic;
using IpBlock.Service.Policy;

namespace IpBlock.Service.Tests.Policy;

/// <summary>The protocol read in the plainest way, from its description: what the parser is held against.</summary>
internal sealed class NaivePolicy
{
    public Dictionary<string, string> Attributes { get; } = new(StringComparer.Ordinal);

    public int Length { get; private set; }

    public PolicyFlaw Flaw { get; private set; }

    public static NaivePolicy Read(string text)
    {
        var result = new NaivePolicy();
        result.Flaw = result.ReadLines(text);
        return result;
    }

    private PolicyFlaw ReadLines(string text)
    {
        var start = 0;
        for (var count = 0; ; count++)
        {
            var end = text.IndexOf('\n', start);
            if (end < 0)
                return text.Length - start > PolicyParser.MaxLine + 1 ? PolicyFlaw.LineTooLong : text.Length >= PolicyParser.MaxRequest ? PolicyFlaw.RequestTooLong : PolicyFlaw.None;
            if (end + 1 > PolicyParser.MaxRequest)
                return PolicyFlaw.RequestTooLong;
            var line = text[start..end];
            if (line.EndsWith('\r'))
                line = line[..^1];
            start = end + 1;
            if (line.Length == 0)
            {
                Length = start;
                return count == 0 ? PolicyFlaw.Empty : PolicyFlaw.None;
            }

            if (line.Length > PolicyParser.MaxLine)
                return PolicyFlaw.LineTooLong;
            if (count == PolicyParser.MaxAttributes)
                return PolicyFlaw.TooManyAttributes;
            var parts = line.Split('=', 2);
            if (parts.Length < 2 || parts[0].Length == 0)
                return PolicyFlaw.NoAttribute;
            Attributes[parts[0]] = parts[1];
        }
    }
}
