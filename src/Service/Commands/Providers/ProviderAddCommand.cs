using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Completions;
using System.Linq;
using IpBlock.Administration.Catalogue;
using IpBlock.Administration.Editing;
using IpBlock.Administration.Providers;
using IpBlock.Providers.Zones;
using IpBlock.Service.Terminal;
using IpBlock.Settings;

namespace IpBlock.Service.Commands.Providers;

/// <summary><c>ipblock provider add</c>: a list from the catalogue, or one described by options.</summary>
internal sealed class ProviderAddCommand : ChangingCommand
{
    private readonly Argument<string> _name;
    private readonly Option<ProviderKind> _kind;
    private readonly Option<string?> _as;
    private readonly Option<string?> _key;
    private readonly Option<bool> _disabled;
    private readonly Option<bool> _force;
    private readonly PropertyOptions _properties = PropertyOptions.OfProvider();

    public ProviderAddCommand(Shell shell)
        : base(shell, "add", "Add a provider: a list of the catalogue (ipblock catalog list), or any other list with --lookup-domain.")
    {
        _name = With(new Argument<string>("NAME") { Description = "The entry of the catalogue; with --lookup-domain, the name of the provider." });
        _name.CompletionSources.Add(static _ => ProviderCatalogue.Entries.Select(static entry => new CompletionItem(entry.Id)));
        _kind = With(ProviderKinds.Option());
        _as = With(new Option<string?>("--name") { Description = "A different name for a list of the catalogue.", HelpName = "NAME" });
        _key = With(new Option<string?>("--key") { Description = "Your key, for a list of the catalogue that needs one.", HelpName = "KEY" });
        _disabled = With(new Option<bool>("--disabled") { Description = "Add it disabled." });
        _force = With(new Option<bool>("--force") { Description = "Add it although its zone lists every address, is fake, was renamed, or lists domains." });
        foreach (var option in _properties.All)
            With(option);
    }

    protected override int Run(Session session, ParseResult parse)
    {
        var properties = _properties.Given(parse);
        var kind = parse.GetValue(_kind);
        var name = parse.GetRequiredValue(_name);
        if (!properties.ContainsKey("lookupDomain"))
        {
            if (Entry(session, parse, name) is not { } entry)
                return ExitCode.Wrong;
            kind = entry.Kind;
            properties = Merge(entry.ToProperties(parse.GetValue(_as), parse.GetValue(_key)), properties);
        }
        else if (parse.GetValue(_key) is not null)
        {
            return session.Fail("--key is for lists of the catalogue; write the key into --lookup-domain, and specify --public-name");
        }
        else
        {
            properties["name"] = parse.GetValue(_as) ?? name;
        }

        if (parse.GetValue(_disabled))
            properties["enabled"] = false;
        if (!parse.GetValue(_force) && ZoneCheck.WhyNot(properties["lookupDomain"] as string, SiteZones.Read(session.SettingsPath).Table) is { } why)
            return session.Fail(why + "; to add it anyway, use --force");
        var edit = SettingsEdit.AddProvider(kind, properties, parse.GetValue(_properties.Priority));
        return session.Apply($"Added the {ProviderKinds.Word(kind)} provider {properties["name"]}. To test it, run ipblock provider test '{properties["name"]}'"
            + (kind == ProviderKind.Allow ? " --kind allow" : ""), edit);
    }

    private CatalogueEntry? Entry(Session session, ParseResult parse, string id)
    {
        var hasKey = parse.GetValue(_key) is not null;
        var catalogue = Catalogue.CatalogShowCommand.Read(session);
        if (catalogue.Find(id) is not { } entry)
            session.Fail($"the catalogue has no entry '{id}'; specify --lookup-domain, or one of: " + string.Join(", ", catalogue.Entries.Select(static known => known.Id)));
        else if (parse.GetResult(_kind) is { Implicit: false } && parse.GetValue(_kind) != entry.Kind)
            session.Fail($"{entry.Id} is a list of kind {ProviderKinds.Word(entry.Kind)}; remove --kind");
        else if (entry.NeedsKey && !hasKey)
            session.Fail($"{entry.Id} requires a key; specify it with --key" + (entry.SignUpPage is { } page ? $" (get one at {page})" : ""));
        else if (hasKey && !entry.NeedsKey)
            session.Fail($"{entry.Id} does not use a key; remove --key");
        else
            return entry;
        return null;
    }

    private static Dictionary<string, object?> Merge(IReadOnlyDictionary<string, object?> entry, Dictionary<string, object?> given)
    {
        var merged = new Dictionary<string, object?>(entry, System.StringComparer.Ordinal);
        // Whoever says which codes match means these and no others.
        if (given.ContainsKey("anyMatch") || given.ContainsKey("bitmaskMatch"))
            merged.Remove("ipAddressesMatch");
        foreach (var (property, value) in given)
            merged[property] = value;
        return merged;
    }
}
