using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using IpBlock.Settings;
using IpBlock.Settings.Schema;

namespace IpBlock.Administration.Editing;

/// <summary>
/// Errors of a single change in the words of whoever made it: who gave an option or a parameter never saw the place in the file. Errors of the
/// file itself, which name a line, stay as they are.
/// </summary>
public sealed class ErrorWords
{
    private static readonly Regex InElement = Pattern(@"^(?:blockProviders|allowProviders|lists|recipientPolicies)\[\d+\](?:\.thresholds(?=\.))?(?:\.(?<property>\w+))?(?:\[\d+\]|(?<=\.scores)[.[].*)?$");
    private static readonly Regex InEntries = Pattern(@"^(?:blockList|allowList|exceptions\.clients|exceptions\.recipients)(?:\[\d+\])?(?:\.\w+)?$");
    private static readonly Regex Element = Pattern(@"\[\d+\]$");
    private static readonly Regex Word = Pattern(@"(?<set>\bset )?\b(?<word>[a-z]+[A-Z]\w*|file|url|recipients)\b(?<or> or (?<second>url))?");
    private static readonly HashSet<string> Properties = new(
        new[] { typeof(ProviderSettings), typeof(ListSettings), typeof(RecipientPolicySettings) }
            .SelectMany(static type => SettingObject.Of(type).Properties).Select(static property => property.Name),
        StringComparer.Ordinal);

    private readonly Func<string, string> _ofElement;
    private readonly Func<string, string> _ofGeneral;
    private readonly string _force;

    /// <param name="ofElement">What a property of a provider, a list or a recipient policy is called: <c>--status-code</c> for <c>statusCode</c>.</param>
    /// <param name="ofGeneral">What a general setting is called, by its path.</param>
    /// <param name="force">What lets through what is an error otherwise.</param>
    public ErrorWords(Func<string, string> ofElement, Func<string, string> ofGeneral, string force)
    {
        _ofElement = ofElement;
        _ofGeneral = ofGeneral;
        _force = force;
    }

    /// <summary>The error as one sentence: <c>--status-code: 99 is too small; possible: 400 to 599</c>.</summary>
    public string Of(SettingsError error)
    {
        if (error is null)
            throw new ArgumentNullException(nameof(error));
        if (error.Line > 0 || error.Path is not { Length: > 0 } path || NameOf(path) is not { } name)
            return error.ToString();
        var cure = error.Cure is { } words ? "; " + Named(words) : "";
        return (name.Length > 0 ? name + ": " : "") + Named(error.Reason) + cure;
    }

    // Nothing for what the message names itself: the whole provider, the address of an entry.
    private string? NameOf(string path)
    {
        if (InElement.Match(path) is { Success: true } element)
            return element.Groups["property"] is { Success: true } property ? _ofElement(property.Value) : "";
        if (InEntries.IsMatch(path))
            return "";
        var general = Element.Replace(path, "");
        return GeneralSetting.Find(general) is null ? null : _ofGeneral(general);
    }

    // Words that are English too, such as name or file, are meant as properties only behind "set".
    private string Named(string text) => Word.Replace(text, Replaced).Replace("add \"force\": true to the entry", "use " + _force);

    private static Regex Pattern(string pattern) => new(pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private string Replaced(Match match)
    {
        var word = match.Groups["word"].Value;
        var isSet = match.Groups["set"].Success;
        if (!Properties.Contains(word) || (!isSet && word.All(char.IsLower)))
            return match.Value;
        var second = match.Groups["second"] is { Success: true } other ? " or " + _ofElement(other.Value) : match.Groups["or"].Value;
        return match.Groups["set"].Value + _ofElement(word) + second;
    }
}
