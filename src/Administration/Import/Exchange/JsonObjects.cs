using System;
using System.Collections.Generic;
using System.IO;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace IpBlock.Administration.Import.Exchange;

/// <summary>Reads what ConvertTo-Json writes.</summary>
internal static class JsonObjects
{
    private const int MaxDepth = 32;

    public static IReadOnlyList<ExchangeObject> Read(string text, PlanBuilder plan)
    {
        var objects = new List<ExchangeObject>();
        try
        {
            using var reader = new JsonTextReader(new StringReader(text)) { DateParseHandling = DateParseHandling.None, MaxDepth = MaxDepth };
            Collect(JToken.ReadFrom(reader, new JsonLoadSettings { LineInfoHandling = LineInfoHandling.Load }), objects);
        }
        catch (JsonReaderException exception)
        {
            plan.Refuse("the file", exception.LineNumber, "it is damaged JSON: " + exception.Message);
        }

        return objects;
    }

    private static void Collect(JToken token, List<ExchangeObject> objects)
    {
        if (token is JArray array)
        {
            foreach (var element in array)
                Collect(element, objects);
        }
        else if (token is JObject members)
        {
            // Windows PowerShell writes an array in variables as { "value": [...], "Count": 2 }.
            if (members["value"] is JArray wrapped && members["Count"] is not null)
                Collect(wrapped, objects);
            else
                objects.Add(ReadObject(members));
        }
    }

    private static ExchangeObject ReadObject(JObject members)
    {
        var result = new ExchangeObject(((IJsonLineInfo)members).LineNumber, "");
        foreach (var member in members.Properties())
            result.Set(member.Name, ReadValue(member.Value));
        return result;
    }

    private static ExchangeValue ReadValue(JToken token)
    {
        if (token is JValue value)
            return ExchangeValue.Of(Convert.ToString(value.Value, System.Globalization.CultureInfo.InvariantCulture));
        if (token is JArray array)
        {
            var values = new List<ExchangeValue>();
            foreach (var element in array)
                values.Add(ReadValue(element));
            return ExchangeValue.Of(values);
        }

        var members = new Dictionary<string, ExchangeValue>(StringComparer.Ordinal);
        foreach (var member in ((JObject)token).Properties())
            members[member.Name] = ReadValue(member.Value);
        return Composite.TextOf(members);
    }
}
