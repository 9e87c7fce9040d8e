using System;

namespace IpBlock.Settings.Json;

/// <summary>Newtonsoft's complaints in plain words. They are not passed on: some quote what stood in the file.</summary>
internal static class SyntaxWords
{
    private static readonly (string Part, string Reason, string? Cure)[] Words =
    [
        ("Unexpected end while parsing comment", "a comment is not closed", "close it with */"),
        ("Unterminated string", "a text in quotes is not closed", "close it with a quotation mark"),
        ("Unexpected end", "the file ends too early", "close every brace and square bracket"),
        ("Bad JSON escape", "a backslash begins an escape that does not exist", "write two backslashes for one, as in C:\\\\Logs"),
        ("Invalid Unicode escape", "a backslash and a u begin an escape that does not exist", "write two backslashes for one, as in C:\\\\Users"),
        ("MaxDepth", "brackets are nested too deeply", "check for one that is not closed"),
        ("After parsing a value", "a comma or a closing bracket is missing before this place", null),
        ("Invalid property identifier", "a property name in quotes is expected here", null),
        ("Invalid JavaScript property identifier", "a property name in quotes is expected here", null),
        ("Invalid character after parsing property name", "a colon is missing after the name of the property", null),
        ("JsonToken EndArray is not valid", "a square bracket closes what a brace opened", null),
        ("JsonToken EndObject is not valid", "a brace closes what a square bracket opened", null),
        ("Additional text", "there is text after the end of the settings", "remove it, or check for a brace that closes too early"),
        ("Error reading JToken", "the file contains no settings", "write {} for a file in which every setting has its default"),
        ("Unexpected character encountered while parsing value", "this is not the start of a value", "put text and numbers with units in quotes"),
    ];

    /// <summary>What is wrong, and what to do where that can be said.</summary>
    public static (string Reason, string? Cure) Explain(string message)
    {
        foreach (var (part, reason, cure) in Words)
        {
            if (message.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0)
                return (reason, cure);
        }

        return ("this cannot be read as JSON", "put text and numbers with units in quotes");
    }
}
