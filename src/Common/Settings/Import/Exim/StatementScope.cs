using System;
using System.Collections.Generic;

namespace IpBlock.Settings.Import.Exim;

/// <summary>
/// The other conditions of a statement. A provider holds for all mail; where its statement held for some only, it comes along disabled, so that nobody
/// is refused who was not before.
/// </summary>
internal sealed class StatementScope
{
    private static readonly HashSet<string> NoConditions = new(StringComparer.Ordinal)
    {
        "dnslists", "message", "log_message", "log_reject_target", "logwrite", "delay", "set", "control", "continue", "add_header",
        "remove_header", "endpass", "queue", "udpsend",
    };

    private readonly List<string> _others = [];
    private bool _onlyIPv4;
    private bool _onlyIPv6;

    public StatementScope(AclStatement statement)
    {
        foreach (var condition in statement.Conditions)
            Note(condition);
    }

    public void Apply(ProviderDraft draft)
    {
        draft.IPv6 = !_onlyIPv4;
        draft.IPv4 = !_onlyIPv6;
        if (_others.Count > 0)
            draft.Disable($"its statement has further conditions ({string.Join(", ", _others)}), and IpBlock's providers hold for everybody: enter who is spared as exceptions, then enable it");
    }

    private void Note(AclCondition condition)
    {
        var value = condition.Value.Text.Trim();
        if (NoConditions.Contains(condition.Name) || IsExemptAnyway(condition, value))
            return;
        if (condition.Name is "condition" && !condition.IsNegated && IsFamily(value, "isip4"))
            _onlyIPv4 = true;
        else if (condition.Name is "condition" && !condition.IsNegated && IsFamily(value, "isip6"))
            _onlyIPv6 = true;
        else if (!_others.Contains(condition.IsNegated ? "!" + condition.Name : condition.Name))
            _others.Add(condition.IsNegated ? "!" + condition.Name : condition.Name);
    }

    // IpBlock spares who has logged in, and a mail server takes mail from strangers for its own domains only.
    private static bool IsExemptAnyway(AclCondition condition, string value) =>
        (condition.Name is "authenticated" && condition.IsNegated)
        || (condition.Name is "domains" && !condition.IsNegated && value is "+local_domains" or "+local_domains : +relay_to_domains");

    // ${if isip4{$sender_host_address}{yes}{no}} in its shorter and longer forms.
    private static bool IsFamily(string value, string test)
    {
        var bare = value.Replace(" ", "");
        var front = "${if" + test + "{$sender_host_address}";
        return bare.StartsWith(front, StringComparison.Ordinal)
            && bare.Substring(front.Length) is "}" or "{yes}}" or "{true}}" or "{1}}" or "{yes}{no}}" or "{true}{false}}" or "{1}{0}}";
    }
}
