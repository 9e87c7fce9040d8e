using System;
using System.Collections.Generic;

namespace IpBlock.Administration.Import.Exim;

/// <summary>
/// The conditions of a statement but for its block lists: whom it concerns. A provider holds for all clients and all mail; what a statement demands
/// beyond that is either an exception, or cannot be said.
/// </summary>
internal sealed class StatementScope
{
    private static readonly HashSet<string> NoConditions = new(StringComparer.Ordinal)
    {
        "dnslists", "message", "log_message", "log_reject_target", "logwrite", "delay", "set", "control", "continue", "add_header",
        "remove_header", "endpass", "queue", "udpsend",
    };

    private readonly EximConfiguration _configuration;
    private readonly bool _refuses;

    /// <param name="conditions">Those that all have to hold.</param>
    /// <param name="refuses">True for verbs that refuse, which spare whom a negated condition names; false for those that accept whom it names.</param>
    /// <param name="configuration">Where the lists with names stand.</param>
    public StatementScope(IEnumerable<AclCondition> conditions, bool refuses, EximConfiguration configuration)
    {
        _configuration = configuration;
        _refuses = refuses;
        foreach (var condition in conditions)
            Note(condition);
    }

    /// <summary>Conditions that nothing in IpBlock says.</summary>
    public List<string> Others { get; } = [];

    /// <summary>Clients that the statement spares, or accepts.</summary>
    public List<EximException> Clients { get; } = [];

    /// <summary>Recipients that the statement spares, or accepts.</summary>
    public List<EximException> Recipients { get; } = [];

    /// <summary>A condition of it never holds for a client from outside.</summary>
    public bool Never { get; private set; }

    public bool OnlyIPv4 { get; private set; }

    public bool OnlyIPv6 { get; private set; }

    /// <summary>Every client and all of its mail.</summary>
    public bool IsAlways => Others.Count == 0 && Clients.Count == 0 && Recipients.Count == 0 && !Never && !OnlyIPv4 && !OnlyIPv6;

    private void Note(AclCondition condition)
    {
        var value = condition.Value.Text.Trim();
        if (NoConditions.Contains(condition.Name))
            return;
        switch (condition.Name)
        {
            case "hosts":
                NoteWho(condition, EximWho.Hosts(value, _configuration), Clients);
                break;
            case "recipients":
                NoteWho(condition, EximWho.Recipients(value, _configuration), Recipients);
                break;
            case "local_parts":
                NoteWho(condition, EximWho.LocalParts(value, _configuration), Recipients);
                break;
            case "condition":
                NoteCondition(condition, value);
                break;
            case "authenticated" when value is "*":
                NoteLoggedIn(condition);
                break;
            case "domains" when !condition.IsNegated && _refuses && IsOwnDomains(value):
                break;
            default:
                AddOther(condition);
                break;
        }
    }

    private void NoteWho(AclCondition condition, EximWho who, List<EximException> spared)
    {
        if (!who.IsKnown)
            AddOther(condition);
        else if (who.IsNobody || who.IsEverybody)
            Never |= who.IsNobody != condition.IsNegated;
        else if (condition.IsNegated != _refuses)
            AddOther(condition);
        else
            spared.AddRange(who.Patterns.ConvertAll(pattern => new EximException(pattern, condition.Value.Line, _refuses ? "deny" : "accept")));
    }

    // IpBlock spares who has logged in, so that a statement for them says nothing about anybody else.
    private void NoteLoggedIn(AclCondition condition)
    {
        if (condition.IsNegated == _refuses)
            Never |= !_refuses;
        else
            AddOther(condition);
    }

    private void NoteCondition(AclCondition condition, string value)
    {
        if (Truth(value) is { } truth)
            Never |= truth == condition.IsNegated;
        else if (!condition.IsNegated && IsFamily(value, "isip4"))
            OnlyIPv4 = true;
        else if (!condition.IsNegated && IsFamily(value, "isip6"))
            OnlyIPv6 = true;
        else
            AddOther(condition);
    }

    private void AddOther(AclCondition condition)
    {
        var name = condition.IsNegated ? "!" + condition.Name : condition.Name;
        if (!Others.Contains(name))
            Others.Add(name);
    }

    // A mail server takes mail from strangers for its own domains and those it relays to, and refuses them everything else.
    private bool IsOwnDomains(string value)
    {
        var names = new List<string>();
        foreach (var (item, _) in EximList.Split(value))
            names.Add(item);
        if (!names.Contains("+local_domains") || !names.TrueForAll(static name => name is "+local_domains" or "+relay_to_domains"))
            return false;
        if (names.Contains("+relay_to_domains"))
            return true;
        return _configuration.Named.TryGetValue("domainlist relay_to_domains", out var relays) ? relays?.Trim().Length == 0 : !_configuration.IsPartial;
    }

    private static bool? Truth(string value) => value.ToLowerInvariant() switch
    {
        "yes" or "true" or "1" => true,
        "no" or "false" or "0" or "" => false,
        _ => null,
    };

    // ${if isip4{$sender_host_address}{yes}{no}} in its shorter and longer forms.
    private static bool IsFamily(string value, string test)
    {
        var bare = string.Concat(value.Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries));
        var front = "${if" + test + "{$sender_host_address}";
        return bare.StartsWith(front, StringComparison.Ordinal)
            && bare.Substring(front.Length) is "}" or "{yes}}" or "{true}}" or "{1}}" or "{yes}{no}}" or "{true}{false}}" or "{1}{0}}";
    }
}
