using System.IO;
using System.Text;
using IpBlock.Settings;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace IpBlock.Administration.Catalogue;

/// <summary>JSON as catalogues are written in it: one object, no property twice.</summary>
internal static class CatalogueJson
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>What is said of bytes that <see cref="Text"/> cannot read.</summary>
    public const string NoText = "this is not UTF-8 text";

    /// <summary>The text without the mark at its beginning; null when it is not UTF-8.</summary>
    public static string? Text(byte[] bytes)
    {
        try
        {
            return Utf8.GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>The object of a text, or what is wrong with it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="file">What the error calls it.</param>
    /// <param name="form">What to write where there is no object.</param>
    public static (JObject? Root, SettingsError? Error) Parse(string text, string file, string form)
    {
        try
        {
            using var reader = new JsonTextReader(new StringReader(text))
            {
                DateParseHandling = DateParseHandling.None,
                FloatParseHandling = FloatParseHandling.Decimal,
            };
            var load = new JsonLoadSettings { DuplicatePropertyNameHandling = DuplicatePropertyNameHandling.Error };
            var root = JToken.ReadFrom(reader, load);
            while (reader.Read())
            {
                if (reader.TokenType != JsonToken.Comment)
                    throw new JsonReaderException("More than one value.", "", reader.LineNumber, reader.LinePosition, innerException: null);
            }

            if (root is JObject o)
                return (o, null);
            var place = (IJsonLineInfo)root;
            return (null, new SettingsError(file, place.LineNumber, place.LinePosition, path: null, "the file contains no object", form));
        }
        catch (JsonReaderException failure)
        {
            const string Reason = "this is not valid JSON, or a property occurs twice";
            return (null, new SettingsError(file, failure.LineNumber, failure.LinePosition, path: null, Reason, "correct it"));
        }
    }

    /// <summary>True for the number of the only format that there is.</summary>
    public static bool IsFormatOne(JToken? format) => format is JValue { Type: JTokenType.Integer, Value: 1L };
}
