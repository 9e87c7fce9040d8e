using System;

namespace IpBlock.Administration.Import.Exim;

/// <summary>Which access control lists Exim asks for every client, and why not the others.</summary>
internal sealed class AclReach
{
    // Exim asks these for every client whose mail it takes; acl_smtp_predata not, for a client may send with BDAT (RFC 3030).
    private static readonly string[] Stages = ["acl_smtp_connect", "acl_smtp_helo", "acl_smtp_mail", "acl_smtp_rcpt", "acl_smtp_data"];
    private readonly EximConfiguration _configuration;

    public AclReach(EximConfiguration configuration) => _configuration = configuration;

    /// <summary>The name of a stage, or null for an option that is asked for some mail only.</summary>
    public static string? StageOf(string option) => Array.IndexOf(Stages, option) >= 0 ? option : null;

    /// <summary>Null when every client comes to this list.</summary>
    public string? WhyNot(AccessList list)
    {
        // Statements without a list: given by hand, as those of the list that decides.
        if (list.Name.Length == 0)
            return null;
        string? reason = null;
        foreach (var option in _configuration.Options)
        {
            if (!option.Value.Equals(list.Name, StringComparison.Ordinal))
                continue;
            if (StageOf(option.Name) is not null && option.Doubt is null)
                return null;
            reason = StageOf(option.Name) is null ? $"{option.Name} refers to its ACL {list.Name}, and Exim does not evaluate it for every client" : option.Doubt;
        }

        if (reason is null && _configuration.IsPiece && _configuration.Options.Count == 0 && IsUsualName(list.Name))
            return null;
        return reason ?? WhyNotNamed(list.Name);
    }

    private string WhyNotNamed(string name)
    {
        foreach (var option in _configuration.Options)
        {
            if (StageOf(option.Name) is not null && option.Value.IndexOf('$') >= 0)
                return $"{option.Name} is expanded while Exim runs, so it is not known which clients reach its ACL {name}";
        }

        foreach (var list in _configuration.Lists)
        {
            foreach (var statement in list.Statements)
            {
                if (statement.Conditions.Exists(condition => Calls(condition, name)))
                    return $"its ACL {name} is used only as a condition of other ACLs and does not decide alone";
            }
        }

        return $"no option refers to its ACL {name}, so Exim does not use it";
    }

    private static bool Calls(AclCondition condition, string name)
    {
        if (condition.Name is not "acl")
            return condition.Value.Text.IndexOf("acl{" + name, StringComparison.Ordinal) >= 0;
        var words = condition.Value.Text.Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 0 && words[0].Equals(name, StringComparison.Ordinal);
    }

    // Exim's own and Debian's configurations call them so; a piece with the lists alone has no options that would say it.
    private static bool IsUsualName(string name) => name is "acl_check_connect" or "acl_check_helo" or "acl_check_mail" or "acl_check_rcpt" or "acl_check_data";
}
