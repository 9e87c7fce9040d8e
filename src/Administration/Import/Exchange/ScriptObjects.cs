using System;
using System.Collections.Generic;
using System.Linq;

namespace IpBlock.Administration.Import.Exchange;

/// <summary>What a script that sets up Exchange's connection filtering makes, as the objects that its Get cmdlets would return afterwards.</summary>
internal sealed class ScriptObjects
{
    private const string InBlock = "it is in a block ({ }) of the script, and it is not known whether this block ran";

    private static readonly string[] Properties =
    [
        "Name", "LookupDomain", "AnyMatch", "BitmaskMatch", "IPAddressesMatch", "Priority", "RejectionResponse", "Enabled", "IPAddress", "IPRange",
        "ExpirationTime", "Comment", "Identity", "BypassedRecipients", "ExternalMailEnabled", "InternalMailEnabled", "StaticEntryRejectionResponse",
        "MachineEntryRejectionResponse", "WhatIf", "Confirm", "Server", "DomainController", "ErrorAction", "Verbose",
        "WarningAction", "ErrorVariable", "OutVariable",
    ];

    private static readonly string[] AddsOrSets = ["IPBlockListProvider", "IPAllowListProvider"];
    private static readonly string[] Entries = ["IPBlockListEntry", "IPAllowListEntry"];
    private static readonly string[] Configurations = ["IPBlockListConfig", "IPAllowListConfig", "IPBlockListProvidersConfig", "IPAllowListProvidersConfig"];

    private readonly PlanBuilder _plan;
    private readonly List<ExchangeObject> _objects = [];

    private ScriptObjects(PlanBuilder plan) => _plan = plan;

    /// <summary>True for the name of a cmdlet that is read.</summary>
    public static bool IsCmdlet(string name) => Split(name) is { Verb: "ADD" or "SET" or "REMOVE", Noun: not null };

    public static IReadOnlyList<ExchangeObject> Read(string text, PlanBuilder plan)
    {
        var script = new ScriptObjects(plan);
        foreach (var command in ScriptReader.Read(text, IsCmdlet))
            script.Add(command);
        return script._objects;
    }

    private static (string Verb, string? Noun) Split(string name)
    {
        var dash = name.IndexOf('-');
        var noun = dash < 0 ? "" : name.Substring(dash + 1);
        var known = AddsOrSets.Concat(Entries).Concat(Configurations).FirstOrDefault(one => one.Equals(noun, StringComparison.OrdinalIgnoreCase));
        return dash < 0 ? ("", null) : (name.Substring(0, dash).ToUpperInvariant(), known);
    }

    private void Add(ScriptCommand command)
    {
        var (verb, noun) = Split(command.Name);
        var isEntry = Array.IndexOf(Entries, noun) >= 0;
        if (WhyNot(command, isEntry) is { } why)
        {
            Refuse(command, why);
            return;
        }

        var given = Values(command);
        if (given is null)
            return;
        if (Array.IndexOf(Configurations, noun) >= 0)
            Make(noun!, command, given);
        else if (verb is "ADD")
            AddOne(noun!, command, given);
        else
            Change(verb, noun!, command, given);
    }

    private string? WhyNot(ScriptCommand command, bool isEntry)
    {
        if (command.WhyNot is { } why)
            return why;
        if (command.Parameters.Keys.Any(static name => Resolve(name) is "WhatIf"))
            return "-WhatIf only shows what it would do";
        var computed = command.Positional.Concat(command.Parameters.Values).FirstOrDefault(static argument => argument.Computed is not null);
        if (computed is not null)
            return $"'{computed.Computed}' can be determined only by running the script; export the objects with Get-IP... | Export-Clixml instead";
        return isEntry && command.IsConditional ? InBlock : null;
    }

    private Dictionary<string, ExchangeValue>? Values(ScriptCommand command)
    {
        var values = new Dictionary<string, ExchangeValue>(StringComparer.OrdinalIgnoreCase);
        foreach (var parameter in command.Parameters)
        {
            if (Resolve(parameter.Key) is not { } name)
            {
                Refuse(command, $"the cmdlet has no parameter -{parameter.Key}");
                return null;
            }

            values[name] = ExchangeValue.Of(parameter.Value.Values.Select(static value => ExchangeValue.Of(value)));
        }

        if (command.Positional.Count > 0 && !values.ContainsKey("Identity"))
            values["Identity"] = ExchangeValue.Of(command.Positional[0].Values.FirstOrDefault());
        return values;
    }

    private void AddOne(string noun, ScriptCommand command, Dictionary<string, ExchangeValue> given)
    {
        if (Array.IndexOf(Entries, noun) >= 0)
        {
            var isRange = given.ContainsKey("IPRange");
            if (!isRange && !given.ContainsKey("IPAddress"))
                Refuse(command, "it has neither -IPAddress nor -IPRange");
            else
                Make(noun, command, given).Set("IPRange", given[isRange ? "IPRange" : "IPAddress"]);
            return;
        }

        var name = given.TryGetValue("Name", out var named) ? named : given.TryGetValue("Identity", out var first) ? first : ExchangeValue.None;
        if (name.First is null || !given.ContainsKey("LookupDomain"))
        {
            Refuse(command, "-Name or -LookupDomain is missing");
            return;
        }

        var added = Make(noun, command, given);
        added.Set("Name", name);
        if (command.IsConditional)
            added.Doubt = InBlock;
    }

    // What is changed or taken away must have come from this script.
    private void Change(string verb, string noun, ScriptCommand command, Dictionary<string, ExchangeValue> given)
    {
        var wanted = given.TryGetValue("Identity", out var identity) ? identity.First : null;
        var found = Array.IndexOf(Entries, noun) >= 0 ? null : _objects.FindLast(item =>
            item.TypeNames.Equals(noun, StringComparison.OrdinalIgnoreCase) && wanted is not null
                && string.Equals(item["Name"].First, wanted, StringComparison.OrdinalIgnoreCase));
        if (found is null)
        {
            Refuse(command, "the object that it changes is not added by this script");
            return;
        }

        if (command.IsConditional)
            found.Doubt = InBlock;
        else if (verb is "REMOVE")
            _objects.Remove(found);
        else
            foreach (var value in given.Where(static value => value.Key is not "Identity"))
                found.Set(value.Key, value.Value);
    }

    private ExchangeObject Make(string noun, ScriptCommand command, Dictionary<string, ExchangeValue> given)
    {
        var made = new ExchangeObject(command.Line, noun);
        foreach (var value in given)
            made.Set(value.Key, value.Value);
        _objects.Add(made);
        return made;
    }

    private void Refuse(ScriptCommand command, string why) => _plan.Refuse(Shown(command), command.Line, why);

    private static string Shown(ScriptCommand command)
    {
        var name = command.Parameters.FirstOrDefault(static parameter => Resolve(parameter.Key) is "Name" or "Identity" or "IPAddress" or "IPRange").Value
            ?? command.Positional.FirstOrDefault();
        return command.Name + (name?.Values.FirstOrDefault() is { } shown ? " " + shown : "");
    }

    // The beginning of a name is enough where it is that of one only.
    private static string? Resolve(string name)
    {
        var exact = Array.Find(Properties, property => property.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (exact is not null)
            return exact;
        var like = Array.FindAll(Properties, property => property.StartsWith(name, StringComparison.OrdinalIgnoreCase));
        return like.Length == 1 ? like[0] : null;
    }
}
