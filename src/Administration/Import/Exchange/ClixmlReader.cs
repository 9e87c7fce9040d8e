using System;
using System.Collections.Generic;
using System.IO;
using System.Xml;
using System.Xml.Linq;

namespace IpBlock.Administration.Import.Exchange;

/// <summary>Reads what Export-Clixml writes (MS-PSRP §2.2.5).</summary>
internal sealed class ClixmlReader
{
    private const int MaxDepth = 16;
    private static readonly XmlReaderSettings Safe = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
    private readonly Dictionary<string, XElement> _objects = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _types = new(StringComparer.Ordinal);

    private ClixmlReader(XElement root)
    {
        foreach (var element in root.Descendants())
        {
            if (element.Attribute("RefId")?.Value is not { } id)
                continue;
            if (Is(element, "Obj"))
                _objects[id] = element;
            else if (Is(element, "TN"))
                _types[id] = JoinTypes(element);
        }
    }

    public static IReadOnlyList<ExchangeObject> Read(string text, PlanBuilder plan)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), Safe);
            var root = XDocument.Load(reader, LoadOptions.SetLineInfo).Root!;
            var objects = new List<ExchangeObject>();
            new ClixmlReader(root).Collect(root, objects, 0);
            return objects;
        }
        catch (XmlException exception)
        {
            plan.Refuse("the file", exception.LineNumber, "it is damaged XML: " + exception.Message);
            return [];
        }
    }

    // A pipeline gives several objects side by side, -InputObject one list that holds them.
    private void Collect(XElement parent, List<ExchangeObject> objects, int depth)
    {
        foreach (var element in parent.Elements())
        {
            if (!Is(element, "Obj") || depth > MaxDepth)
                continue;
            if (ListOf(element) is { } list)
                Collect(list, objects, depth + 1);
            else
                objects.Add(ReadObject(element));
        }
    }

    private ExchangeObject ReadObject(XElement element)
    {
        var result = new ExchangeObject(((IXmlLineInfo)element).LineNumber, TypesOf(element));
        foreach (var members in element.Elements())
        {
            if (!Is(members, "Props") && !Is(members, "MS"))
                continue;
            foreach (var member in members.Elements())
            {
                if (member.Attribute("N")?.Value is { } name)
                    result.Set(Unescape(name), ReadValue(member, 0));
            }
        }

        return result;
    }

    private ExchangeValue ReadValue(XElement element, int depth)
    {
        if (depth > MaxDepth)
            return ExchangeValue.Lost;
        if (Is(element, "Nil"))
            return ExchangeValue.None;
        if (Is(element, "Ref"))
            return element.Attribute("RefId")?.Value is { } id && _objects.TryGetValue(id, out var there) ? ReadValue(there, depth + 1) : ExchangeValue.Lost;
        if (!Is(element, "Obj"))
            return ExchangeValue.Of(Unescape(element.Value));
        if (ListOf(element) is not { } list)
            return ReadText(element, depth);
        var values = new List<ExchangeValue>();
        foreach (var item in list.Elements())
            values.Add(ReadValue(item, depth + 1));
        return ExchangeValue.Of(values);
    }

    // Addresses, domains and ranges are objects; what they print is in ToString, unless the depth of the export cut it off.
    private ExchangeValue ReadText(XElement element, int depth)
    {
        string? shown = null;
        var members = new Dictionary<string, ExchangeValue>(StringComparer.Ordinal);
        foreach (var child in element.Elements())
        {
            if (Is(child, "ToString"))
                shown = Unescape(child.Value);
            if (!Is(child, "Props") && !Is(child, "MS"))
                continue;
            foreach (var member in child.Elements())
            {
                if (member.Attribute("N")?.Value is { } name)
                    members[name] = ReadValue(member, depth + 1);
            }
        }

        var text = ExchangeValue.Of(shown);
        return text.First is null ? Composite.TextOf(members) : text;
    }

    private string TypesOf(XElement element)
    {
        foreach (var child in element.Elements())
        {
            if (Is(child, "TN"))
                return JoinTypes(child);
            if (Is(child, "TNRef") && child.Attribute("RefId")?.Value is { } id && _types.TryGetValue(id, out var names))
                return names;
        }

        return "";
    }

    private static string JoinTypes(XElement typeNames)
    {
        var names = new List<string>();
        foreach (var name in typeNames.Elements())
            names.Add(name.Value);
        return string.Join(" ", names);
    }

    private static XElement? ListOf(XElement element)
    {
        foreach (var child in element.Elements())
        {
            if (child.Name.LocalName is "LST" or "IE" or "STK" or "QUE")
                return child;
        }

        return null;
    }

    private static bool Is(XElement element, string name) => string.Equals(element.Name.LocalName, name, StringComparison.Ordinal);

    private static string Unescape(string text) => text.IndexOf("_x", StringComparison.Ordinal) < 0 ? text : XmlConvert.DecodeName(text) ?? text;
}
