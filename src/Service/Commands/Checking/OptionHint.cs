using IpBlock.Administration.Checking;
using IpBlock.Filtering;

namespace IpBlock.Service.Commands.Checking;

/// <summary>Names the option by which the check is told what a rule looks at.</summary>
internal static class OptionHint
{
    public static string DetailOf(RuleStep step) => step.IsUntold ? $"{step.Detail} ({OptionOf(step.Rule)})" : step.Detail;

    private static string OptionOf(VerdictRule rule) => rule switch
    {
        VerdictRule.Authenticated => "--authenticated",
        VerdictRule.LocalPort => "--local-port",
        _ => "--helo",
    };
}
