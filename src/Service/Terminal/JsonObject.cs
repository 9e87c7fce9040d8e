using System;
using System.Collections.Generic;
using System.IO;
using IpBlock.Settings;
using Newtonsoft.Json;

namespace IpBlock.Service.Terminal;

/// <summary>An object of JSON that is written as its properties are named. No serializer: it would look at every type first, and a command has no time for that.</summary>
internal readonly struct JsonObject
{
    private readonly JsonTextWriter _json;

    private JsonObject(JsonTextWriter json) => _json = json;

    public static void Write(TextWriter output, Action<JsonObject> fill)
    {
        using var json = Writer(output, Formatting.Indented);
        One(json, fill);
        output.WriteLine();
    }

    /// <summary>On one line, for output without end.</summary>
    public static void WriteLine(TextWriter output, Action<JsonObject> fill)
    {
        using var json = Writer(output, Formatting.None);
        One(json, fill);
        output.WriteLine();
    }

    public static void WriteList<T>(TextWriter output, IEnumerable<T> items, Action<JsonObject, T> fill)
    {
        using var json = Writer(output, Formatting.Indented);
        List(json, items, fill);
        output.WriteLine();
    }

    public JsonObject Set(string name, string? value)
    {
        _json.WritePropertyName(name);
        _json.WriteValue(value);
        return this;
    }

    public JsonObject Set(string name, bool value)
    {
        _json.WritePropertyName(name);
        _json.WriteValue(value);
        return this;
    }

    public JsonObject Set(string name, long value)
    {
        _json.WritePropertyName(name);
        _json.WriteValue(value);
        return this;
    }

    public JsonObject Set(string name, double value)
    {
        _json.WritePropertyName(name);
        _json.WriteValue(Math.Round(value, 3));
        return this;
    }

    /// <summary>A score as the number that it is; null where there is none.</summary>
    public JsonObject Set(string name, Score? score)
    {
        _json.WritePropertyName(name);
        if (score is { } known)
            _json.WriteValue(known.Tenths / 10.0);
        else
            _json.WriteNull();
        return this;
    }

    public JsonObject Set(string name, IEnumerable<string> values)
    {
        _json.WritePropertyName(name);
        _json.WriteStartArray();
        foreach (var value in values)
            _json.WriteValue(value);
        _json.WriteEndArray();
        return this;
    }

    /// <summary>An object within; null where there is none.</summary>
    public JsonObject Set(string name, Action<JsonObject>? fill)
    {
        _json.WritePropertyName(name);
        if (fill is null)
            _json.WriteNull();
        else
            One(_json, fill);
        return this;
    }

    public JsonObject Set<T>(string name, IEnumerable<T> items, Action<JsonObject, T> fill)
    {
        _json.WritePropertyName(name);
        List(_json, items, fill);
        return this;
    }

    private static JsonTextWriter Writer(TextWriter output, Formatting formatting) => new(output) { CloseOutput = false, Formatting = formatting };

    private static void One(JsonTextWriter json, Action<JsonObject> fill)
    {
        json.WriteStartObject();
        fill(new JsonObject(json));
        json.WriteEndObject();
    }

    private static void List<T>(JsonTextWriter json, IEnumerable<T> items, Action<JsonObject, T> fill)
    {
        json.WriteStartArray();
        foreach (var item in items)
            One(json, inner => fill(inner, item));
        json.WriteEndArray();
    }
}
