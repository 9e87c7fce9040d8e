using System.Collections.Generic;
using System.Linq;
using System.Text;
using IpBlock.Filtering;

namespace IpBlock.Tests.Filtering;

/// <summary>What one list says in a <see cref="WalkModel"/>.</summary>
internal enum Says
{
    Nothing,
    Match,
    OtherCode,
    ErrorCode,
    Fails,
}

/// <summary>A list of a <see cref="WalkModel"/>.</summary>
internal sealed record ModelList(string Name, bool IsAllow, bool Enforces, bool IsAsked, Says Says);

/// <summary>The rules as an administrator would tell them, one after another and without any thought of speed: what the walk is compared with.</summary>
internal sealed record WalkModel(string Local, bool EndUser, string DynamicHosts, bool IsNamed, bool OnlyReports, bool Defers, bool Sequential, IReadOnlyList<ModelList> Lists)
{
    /// <summary>A character for each step: passed, - not reached, o not asked, D decided, R reported, O overruled, ? no answer, E error code.</summary>
    public string Steps { get; private set; } = "";

    public VerdictRule Rule { get; private set; }

    public VerdictAction Action { get; private set; }

    /// <summary>The rule that would have refused the client; none when it was refused, or would not have been.</summary>
    public VerdictRule Reported { get; private set; }

    public string Settings()
    {
        var client = $"\"{FilterUnderTest.Client}\"";
        var json = new StringBuilder("{ ");
        json.Append($"\"mode\": \"{(OnlyReports ? "report" : "enforce")}\", \"onFailure\": \"{(Defers ? "defer" : "accept")}\", \"lookup\": \"{(Sequential ? "sequential" : "parallel")}\", ");
        json.Append($"\"allowList\": [ {(Local == "allow" ? client : "")} ], \"blockList\": [ {(Local == "block" ? client : "")} ], ");
        json.Append($"\"exceptions\": {{ \"clients\": [ {string.Join(", ", new[] { Local == "exempt" ? client : "", IsNamed ? "\"*.isp.test\"" : "" }.Where(one => one.Length > 0))} ] }}, ");
        json.Append(DynamicHosts == "off" ? "" : $"\"dynamicHosts\": {{ \"enabled\": true, \"mode\": \"{DynamicHosts}\" }}, ");
        json.Append($"\"allowProviders\": [ {string.Join(", ", Lists.Where(list => list.IsAllow).Select(Provider))} ], ");
        return json.Append($"\"blockProviders\": [ {string.Join(", ", Lists.Where(list => !list.IsAllow).Select(Provider))} ] }}").ToString();
    }

    public WalkModel Decide()
    {
        var steps = new List<(VerdictRule Rule, char Result)>();
        var refuser = -1;
        var reporter = -1;
        var isDecided = false;
        foreach (var rule in new[] { VerdictRule.FilterDisabled, VerdictRule.Bypassed, VerdictRule.Authenticated, VerdictRule.LocalPort, VerdictRule.PrivateNetwork })
            steps.Add((rule, '.'));
        Hear(VerdictRule.ClientException, Local == "exempt" ? 'D' : '.', refuses: false);
        Hear(VerdictRule.AllowList, Local == "allow" ? 'D' : '.', refuses: false);
        Hear(VerdictRule.BlockList, Local == "block" ? 'D' : '.', refuses: true);
        foreach (var list in Lists.Where(list => list.IsAllow))
            Hear(VerdictRule.AllowProvider, ResultOf(list), refuses: false);
        Hear(VerdictRule.DynamicHost, DynamicHosts == "off" ? 'o' : !EndUser ? '.' : DynamicHosts == "enforce" ? 'D' : 'R', refuses: true);
        foreach (var list in Lists.Where(list => !list.IsAllow))
            Hear(VerdictRule.BlockProvider, ResultOf(list), refuses: true);
        Hear(VerdictRule.ListsSilent, Defers && Lists.Any(list => list.IsAsked && list.Enforces && list.Says == Says.Fails) ? 'D' : '.', refuses: true);

        void Hear(VerdictRule rule, char result, bool refuses)
        {
            steps.Add((rule, isDecided ? '-' : result));
            if (!isDecided && result == 'D' && refuses)
                refuser = steps.Count - 1;
            if (!isDecided && result == 'R' && refuses && reporter < 0)
                reporter = steps.Count - 1;
            isDecided |= result == 'D';
        }

        if (IsNamed && (refuser >= 0 || (!isDecided && reporter >= 0)))
        {
            if (refuser >= 0)
                steps[refuser] = (steps[refuser].Rule, 'O');
            steps[5] = (VerdictRule.ClientException, 'D');
            (refuser, reporter) = (-1, -1);
        }
        else if (refuser >= 0 && OnlyReports)
        {
            steps[refuser] = (steps[refuser].Rule, 'R');
            (refuser, reporter) = (-1, refuser);
            isDecided = false;
        }

        Steps = string.Concat(steps.Select(static step => step.Result));
        Rule = steps.FirstOrDefault(static step => step.Result == 'D').Rule;
        Action = Rule == VerdictRule.ListsSilent ? VerdictAction.Defer : refuser >= 0 ? VerdictAction.Reject : VerdictAction.Accept;
        Reported = Rule == VerdictRule.None && reporter >= 0 ? steps[reporter].Rule : VerdictRule.None;
        return this;
    }

    private static char ResultOf(ModelList list) => !list.IsAsked ? 'o' : list.Says switch
    {
        Says.Match => list.Enforces ? 'D' : 'R',
        Says.ErrorCode => 'E',
        Says.Fails => '?',
        _ => '.',
    };

    private static string Provider(ModelList list) => Some.List(list.Name, $"\"ipAddressesMatch\": [ \"127.0.0.2\" ], \"mode\": \"{(list.Enforces ? "enforce" : "report")}\", \"ipv4\": {(list.IsAsked ? "true" : "false")}");
}
