using System;
using System.Collections.Generic;
using System.Globalization;
using Newtonsoft.Json.Linq;

namespace IpBlock.Administration.Catalogue;

/// <summary>Reads where the facts of an entry come from. A fact without a source, or with two, is an error: nobody could check it.</summary>
internal sealed class CatalogueSourcesReader
{
    private const string Cure = "write { \"facts\": [ \"zone\", \"codes\" ], \"source\": \"https://...\", \"date\": \"2026-11-28\" }";
    private readonly CatalogueReader _reader;
    private readonly string _path;

    public CatalogueSourcesReader(CatalogueReader reader, string path) => (_reader, _path) = (reader, path + ".sources");

    public List<CatalogueSource> Sources { get; } = [];

    public bool Failed { get; private set; }

    public void Read(JObject entry)
    {
        if (entry["sources"] is not JArray array)
        {
            Fail(entry, _path, "the sources are missing, or are not an array", Cure);
            return;
        }

        var told = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < array.Count; i++)
            ReadOne(entry, array[i], _path + "[" + i.ToString(CultureInfo.InvariantCulture) + "]", told);
        foreach (var fact in CatalogueEntryReader.Facts)
        {
            if (entry[fact] is not null && !told.Contains(fact))
                Fail(array, _path, $"the source is missing for {fact}", "add it to the facts of a source");
        }
    }

    private void ReadOne(JObject entry, JToken token, string path, HashSet<string> told)
    {
        if (token is not JObject source
            || source["facts"] is not JArray { Count: > 0 } facts
            || Text(source["source"]) is not { Length: > 0 } words
            || Text(source["date"]) is not { } date)
        {
            Fail(token, path, "a source must have facts, source and date", Cure);
            return;
        }

        foreach (var property in source.Properties())
        {
            if (property.Name is not ("facts" or "source" or "date" or "verified"))
                Fail(property, path + "." + property.Name, "there is no such property in a source", "remove it");
        }

        var verified = source["verified"] is { } day ? Text(day) ?? "" : null;
        if (!CatalogueDay.IsDay(date) || (verified is not null && !CatalogueDay.IsDay(verified)))
            Fail(source, path, "date or verified is not a date", CatalogueDay.Cure);
        var names = new List<string>();
        foreach (var fact in facts)
        {
            var name = Text(fact) ?? "";
            if (entry[name] is null || !IsFact(name))
                Fail(fact, path + ".facts", $"the entry has no fact '{name}'", "write only names of facts that the entry has");
            else if (!told.Add(name))
                Fail(fact, path + ".facts", $"{name} has a source already", "name each fact only once");
            names.Add(name);
        }

        Sources.Add(new CatalogueSource(names, words, date, verified));
    }

    private static bool IsFact(string name)
    {
        foreach (var fact in CatalogueEntryReader.Facts)
        {
            if (string.Equals(fact, name, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    private static string? Text(JToken? token) => token is JValue { Value: string text } ? text : null;

    private void Fail(JToken at, string path, string reason, string cure)
    {
        Failed = true;
        _reader.Fail(at, path, reason, cure);
    }
}
