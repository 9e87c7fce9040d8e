using System.Collections.Generic;
using System.Linq;
using IpBlock.Filtering;
using IpBlock.Lists;
using IpBlock.Settings;

namespace IpBlock.Administration.Checking;

/// <summary>The answer to "why?": the way of one client through all rules, as the engine itself tells it.</summary>
public sealed class CheckReport
{
    private readonly IReadOnlyList<Step> _steps;
    private readonly PolicyView _policies;

    internal CheckReport(ConnectionFilter filter, ListLookup lists, FilterRequest request, Explanation explained, string? recipient, string? helo, PolicyView policies)
    {
        _policies = policies;
        Verdict = explained.Verdict;
        _steps = explained.Steps;
        Rules = [.. new RuleSteps(filter.Settings, lists, request, explained).All()];
        var names = new NameSteps(explained, helo);
        DynamicHost = names.DynamicHost();
        HeloRule = names.Helo();
        Providers = [.. new ProviderSteps(filter.Settings, explained).All()];
        ScoreRule = new ScoreSteps(explained).Score();
        Recipient = recipient;
        Helo = helo;
        RecipientException = recipient is null ? null : filter.FindRecipientException(recipient);
        RefusesAtRecipient = filter.RefusesAtRecipient || policies.WaitsForRecipients;
    }

    /// <summary>The made-up answers from which the verdict was made; null when the lists were asked.</summary>
    public MadeUpAnswers? AsListed { get; internal init; }

    /// <summary>The verdict that a mail server would have got.</summary>
    public Verdict Verdict { get; }

    /// <summary>The rules before the providers, in the order in which they are heard.</summary>
    public IReadOnlyList<RuleStep> Rules { get; }

    /// <summary>Heard between the allow and the block providers.</summary>
    public RuleStep DynamicHost { get; }

    /// <summary>All providers in the order in which they are heard, disabled ones too.</summary>
    public IReadOnlyList<ProviderStep> Providers { get; }

    /// <summary>Heard behind all lists, where scores are added; null where the first match decides.</summary>
    public RuleStep? ScoreRule { get; }

    /// <summary>The thresholds of the sum; null where the first match decides.</summary>
    public ThresholdSettings? Thresholds => ScoreRule is null ? null : Verdict.Trail.Measure?.Thresholds;

    /// <summary>The recipient policy by which it was judged; empty when it was judged as everybody's mail.</summary>
    public string Policy => _policies.Counting?.Name ?? "";

    /// <summary>The policy that names the recipient and changes nothing, because the client is exempt or on an IP allow list; empty when there is none.</summary>
    public string IdlePolicy => _policies.Idle?.Name ?? "";

    /// <summary>The policies by which the client's mail would fare otherwise than this verdict says; empty when a recipient was asked about.</summary>
    public IReadOnlyList<PolicyOutcome> OtherwiseFor => [.. _policies.Outcomes.Where(outcome => outcome.DiffersFrom(Verdict))];

    /// <summary>Heard last.</summary>
    public RuleStep HeloRule { get; }

    /// <summary>The recipient that was asked about; null when none was.</summary>
    public string? Recipient { get; }

    /// <summary>What the client calls itself; null when that is not known.</summary>
    public string? Helo { get; }

    /// <summary>The exception that covers the recipient; null when none does.</summary>
    public RecipientException? RecipientException { get; }

    /// <summary>True when a refusal is said at each recipient, false when it is at connect.</summary>
    public bool RefusesAtRecipient { get; }

    /// <summary>What becomes of the mail: the verdict, unless the recipient gets it all the same.</summary>
    public VerdictAction Outcome => IsExempt ? VerdictAction.Accept : Verdict.Action;

    /// <summary>True when the recipient gets mail that would be refused for others.</summary>
    public bool IsExempt => RecipientException is not null && Verdict.Reply is not null;

    /// <summary>True when it was the lists' turn, and none of them has answered: they were silent, refused to answer, or are suspended for having done so.</summary>
    public bool NobodyAnswered
    {
        get
        {
            var asked = Providers.Where(static step => step.Seen?.Answer is not null).ToList();
            return asked.Count > 0 && asked.TrueForAll(static step => step.Result is StepResult.NoAnswer or StepResult.Suspended or StepResult.ErrorCode);
        }
    }

    /// <summary>
    /// Where the client asks for removal from the list that rejects it, with its address in it; empty when it is not rejected, or no page is known.
    /// </summary>
    public string RemovalPage => Verdict.Cause() is { Reply: not null } cause ? cause.RemovalPage : "";

    /// <summary>What decided, in words.</summary>
    public string Decider => Verdict.Cause().Rule switch
    {
        VerdictRule.None => "no rule matched",
        VerdictRule.AllowProvider => $"the allow provider {Verdict.Cause().ProviderName} lists the client",
        VerdictRule.BlockProvider => $"the block provider {Verdict.Cause().ProviderName} lists the client",
        VerdictRule.AllowList when Verdict.Cause().List is { } list => $"the allow list {list.Settings.Name} contains the client",
        VerdictRule.BlockList when Verdict.Cause().List is { } list => $"the block list {list.Settings.Name} contains the client",
        VerdictRule.Score => ScoreSteps.InWords(Verdict.Cause()),
        VerdictRule.ListsSilent => "lists did not answer, and onFailure is defer",
        VerdictRule.DynamicHost or VerdictRule.Helo => Verdict.Cause().Reason,
        _ => Rules.First(step => step.Rule == Verdict.Cause().Rule).Title,
    };

    /// <summary>What became of a rule. Of a rule that stands for several providers the result that went furthest: one that decided before one that was passed.</summary>
    public StepResult ResultOf(VerdictRule rule)
    {
        var results = _steps.Where(step => step.Rule == rule).Select(static step => step.Result).ToList();
        foreach (var result in new[] { StepResult.Decided, StepResult.Added, StepResult.Reported, StepResult.Overruled })
        {
            if (results.Contains(result))
                return result;
        }

        if (results.Count > 0)
            return results.TrueForAll(static result => result == StepResult.NotReached) ? StepResult.NotReached : StepResult.Passed;
        // Without a provider of its kind there was nothing to ask; its turn came if that of the rules behind it did.
        var behind = _steps.FirstOrDefault(step => step.Rule > rule);
        return behind is { Result: StepResult.NotReached } ? StepResult.NotReached : StepResult.Passed;
    }
}
