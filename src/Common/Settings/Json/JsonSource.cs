using System;
using System.Collections.Generic;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace IpBlock.Settings.Json;

/// <summary>Makes a tree of JSON out of text, in which every token knows where it begins. Comments are passed over.</summary>
internal static class JsonSource
{
    private static readonly JsonLoadSettings LoadSettings = new()
    {
        CommentHandling = CommentHandling.Ignore,
        LineInfoHandling = LineInfoHandling.Load,
        DuplicatePropertyNameHandling = DuplicatePropertyNameHandling.Replace,
    };

    /// <summary>The root object, or null when the text is no JSON object; the errors say why.</summary>
    public static JObject? Read(string text, string file, List<SettingsError> errors)
    {
        using var reader = new TokenStartReader(text);
        try
        {
            var root = JToken.ReadFrom(SkipComments(reader), LoadSettings);
            NoteRepetitions(reader, file, errors);
            if (root is not JObject settings)
            {
                errors.Add(new SettingsError(file, 1, 1, null, $"expected an object in braces, found {JsonWords.Describe(root)}", "begin the file with { and end it with }"));
                return null;
            }

            NoteRest(reader, file, errors);
            return settings;
        }
        catch (JsonException exception)
        {
            NoteRepetitions(reader, file, errors);

            // A quotation mark that is missing is noticed at the end of the file, which is no help.
            var (line, column) = exception.Message.StartsWith("Unterminated string", StringComparison.Ordinal) ? reader.TokenStart : reader.Here;
            var (reason, cure) = SyntaxWords.Explain(exception.Message);
            errors.Add(new SettingsError(file, line, column, null, reason, cure));
            return null;
        }
    }

    private static TokenStartReader SkipComments(TokenStartReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonToken.Comment)
        {
        }

        return reader;
    }

    private static void NoteRest(TokenStartReader reader, string file, List<SettingsError> errors)
    {
        if (SkipComments(reader).TokenType is JsonToken.None or JsonToken.Comment or JsonToken.EndObject)
            return;
        var (line, column) = reader.Here;
        errors.Add(new SettingsError(file, line, column, null, "there is text after the end of the settings", "remove it, or check for a brace that closes too early"));
    }

    private static void NoteRepetitions(TokenStartReader reader, string file, List<SettingsError> errors)
    {
        foreach (var (path, line, column) in reader.Repetitions)
            errors.Add(new SettingsError(file, line, column, path, "the property occurs twice", "keep one of them"));
    }
}
