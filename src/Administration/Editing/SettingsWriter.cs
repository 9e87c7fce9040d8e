using System;
using System.Collections;
using System.Linq;
using IpBlock.Settings;
using IpBlock.Settings.Schema;
using Newtonsoft.Json.Linq;

namespace IpBlock.Administration.Editing;

/// <summary>Writes settings as JSON: for export, and for whoever wants to see what holds.</summary>
public static class SettingsWriter
{
    /// <summary>
    /// The settings as a file would have them, in the order of the manual, indented by two blanks. What is as the default is left out.
    /// </summary>
    /// <param name="settings">The settings.</param>
    /// <param name="includeSecrets">
    /// True: lookup domains and addresses of lists with their keys, and what is written can be read again. False: instead of a lookup domain that holds a key stands its public
    /// name, and a <c>publicName</c> beside it marks that; passwords, and a webhook's address with a key, are left out.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="settings"/> is null.</exception>
    public static string ToJson(FilterSettings settings, bool includeSecrets = false)
    {
        if (settings is null)
            throw new ArgumentNullException(nameof(settings));
        return JsonStyle.Default.Write(WriteObject(settings, includeSecrets), "") + "\n";
    }

    private static JObject WriteObject(object value, bool includeSecrets)
    {
        var schema = SettingObject.Of(value.GetType());
        var json = new JObject();

        // What a property defaults to may depend on another, as enhancedCode on statusCode: the blank takes over what is written.
        var blank = schema.Create();
        foreach (var property in schema.Properties)
        {
            var token = WriteProperty(property, property.Get(value), includeSecrets);
            if (token is null || (!property.IsRequired && JToken.DeepEquals(token, WriteProperty(property, property.Get(blank), includeSecrets))))
                continue;
            json.Add(property.Name, token);
            property.Set(blank, property.Get(value));
        }

        if (!includeSecrets && value is ProviderSettings provider && IsSecret(provider))
            json["publicName"] = provider.LookupDomain.PublicName;
        return json;
    }

    private static JToken? WriteProperty(SettingProperty property, object? value, bool includeSecrets)
    {
        if (value is null || (!includeSecrets && value is Secret or WebhookUrl { HasSecrets: true }))
            return null;
        if (property.Kind is { IsPair: true })
            return ScoreJson.Pairs(property.Format(value));
        if (property.IsList)
            return new JArray(((IEnumerable)value).Cast<object>().Select(element => WriteElement(property, element, includeSecrets)));
        return WriteValue(property, value, includeSecrets);
    }

    private static JToken WriteElement(SettingProperty property, object element, bool includeSecrets)
    {
        var token = WriteValue(property, element, includeSecrets);
        if (token is not JObject json || SettingObject.Of(property.Type).ShortForm is not { } only)
            return token;

        // An entry of a list is one line, and only its key when there is nothing more to say.
        return new JRaw(JsonStyle.WriteInline(json.Count == 1 ? json[only.Name]! : json));
    }

    private static JToken WriteValue(SettingProperty property, object value, bool includeSecrets)
    {
        if (property.Kind is null)
            return WriteObject(value, includeSecrets);
        var text = (includeSecrets, value) switch
        {
            (true, LookupDomain domain) => domain.Reveal(),
            (true, ListUrl url) => url.Reveal().OriginalString,
            (true, WebhookUrl url) => url.Reveal().OriginalString,
            (true, Secret secret) => secret.Reveal(),
            _ => property.Kind.Format(value),
        };
        return value switch
        {
            bool flag => new JValue(flag),
            int number => new JValue(number),
            Score score => ScoreJson.Of(score),
            _ => new JValue(text),
        };
    }

    private static bool IsSecret(ProviderSettings provider) =>
        !string.Equals(provider.LookupDomain.PublicName, provider.LookupDomain.Reveal(), StringComparison.Ordinal);
}
