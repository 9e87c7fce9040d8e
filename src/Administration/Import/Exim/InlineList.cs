using System;

namespace IpBlock.Administration.Import.Exim;

/// <summary>An option may hold the statements themselves in place of a name: <c>acl_smtp_connect = deny dnslists = list.example</c>.</summary>
internal static class InlineList
{
    public static AccessList? Of(AclOption option, EximConfiguration configuration, PlanBuilder plan)
    {
        if (option.Value.IndexOf('=') < 0 || configuration.Lists.Exists(list => list.Name.Equals(option.Value, StringComparison.Ordinal)))
            return null;

        // Exim computes the text first; what it would be is not known when there is anything to compute.
        if (option.Value.IndexOf("dnslists", StringComparison.Ordinal) >= 0 && option.Value.IndexOf("${", StringComparison.Ordinal) >= 0)
        {
            plan.Refuse(option.Name, option.Line, "its statements are expanded while Exim runs");
            return null;
        }

        var read = ConfigurationReader.Read(Unquoted(option.Value), plan);
        var list = read.Lists.Find(static list => list.Name.Length == 0);
        return list?.MovedTo(option.Line);
    }

    // Within quotes \n ends a line; without them a list has but one.
    private static string Unquoted(string value) => value.Length > 1 && value[0] == '"' && value[value.Length - 1] == '"'
        ? value.Substring(1, value.Length - 2).Replace("\\n", "\n").Replace("\\\"", "\"")
        : value;
}
