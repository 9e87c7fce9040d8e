using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Administration.Editing;
using IpBlock.Settings;
using IpBlock.Settings.Schema;
using Newtonsoft.Json.Linq;

namespace IpBlock.Administration.History;

/// <summary>
/// Values of settings as they may be shown: without keys. A lookup domain is shown by the public name that any version has given it (<see cref="PublicNames"/>).
/// </summary>
internal sealed class PublicForm
{
    private const string Hidden = Secret.Hidden;
    private readonly IReadOnlyDictionary<string, string> _publicNames;

    /// <param name="publicNames">Lookup domains with the names that hide them.</param>
    public PublicForm(IReadOnlyDictionary<string, string> publicNames) => _publicNames = publicNames;

    /// <summary>What a property was and is.</summary>
    public PropertyChange Of(PropertyStep step)
    {
        var (old, now) = (Text(step, step.Old), Text(step, step.New));
        return new PropertyChange(step.Place.ToString(), old, now, old is not null && string.Equals(old, now, StringComparison.Ordinal));
    }

    private string? Text(PropertyStep step, JToken? token)
    {
        if (token is null)
            return null;
        var shown = step.Schema is { } schema && token is JObject element ? Element(schema, element) : Value(step.Property, token);
        return shown switch
        {
            JValue { Value: string text } => text,
            JArray { HasValues: true } list when list.All(static item => item is JValue) => string.Join(", ", list.Select(static item => item.ToString())),
            _ => JsonStyle.WriteInline(shown),
        };
    }

    private JToken Element(SettingObject schema, JObject element) => schema.ShortForm is { } only && element.Count == 1 && element[only.Name] is { } key
        ? Value(only, key)
        : new JObject(element.Properties().Select(member => new JProperty(member.Name, Value(schema.Find(member.Name), member.Value))));

    private JToken Value(SettingProperty? property, JToken token) => token switch
    {
        JArray list => new JArray(list.Select(item => Value(property, item))),
        JObject inner => property is { Kind: null } && property.Type.IsDefined(typeof(SettingObjectAttribute), inherit: false)
            ? Element(SettingObject.Of(property.Type), inner)
            : new JObject(inner.Properties().Select(member => new JProperty(member.Name, Value(null, member.Value)))),
        JValue { Value: string text } => new JValue(Text(property, text)),
        _ => token.DeepClone(),
    };

    private string Text(SettingProperty? property, string text)
    {
        if (property?.Type == typeof(LookupDomain))
            return LookupDomain.TryParse(text, out var domain, out _) ? _publicNames.TryGetValue(domain.Reveal(), out var name) ? name : domain.PublicName : Hidden;
        if (property?.Type == typeof(ListUrl))
            return ListUrl.TryParse(text, out var url, out _) ? url.ToString() : Hidden;
        if (property?.Type == typeof(WebhookUrl))
            return WebhookUrl.TryParse(text, out var webhook, out _) ? webhook.ToString() : Hidden;
        return property?.Type == typeof(Secret) ? Hidden : LookupDomain.HideKeys(text);
    }
}
