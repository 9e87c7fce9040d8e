using System.Collections.Generic;
using System.Linq;

namespace IpBlock.Administration.Doctor.MailServers.Postfix;

/// <summary>A <c>check_policy_service</c> and what stands before it in its list of restrictions.</summary>
/// <param name="List">The list.</param>
/// <param name="Question">Whom it asks.</param>
/// <param name="Before">The words before it, arguments too.</param>
internal sealed record PolicyPlace(string List, PostfixQuestion Question, IReadOnlyList<string> Before)
{
    private const string Word = "check_policy_service";

    /// <summary>All of a list.</summary>
    public static IEnumerable<PolicyPlace> In(PostfixService service, string list)
    {
        var words = service.Main.Words(list).Select(static word => word.Text).ToList();
        for (var i = 0; i + 1 < words.Count; i++)
        {
            if (words[i] is Word)
                yield return new PolicyPlace(list, service.Question(words[i + 1]), words.GetRange(0, i));
        }
    }

    /// <summary>True when one of the words stands before it.</summary>
    public bool IsBehind(params string[] words) => Before.Any(words.Contains);
}
