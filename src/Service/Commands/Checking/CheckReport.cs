using System.Collections.Generic;
using System.Linq;
using IpBlock.Filtering;
using IpBlock.Lists;
using IpBlock.Settings;

namespace IpBlock.Service.Commands.Checking;

/// <summary>The answer to "why?": the way of one client through all rules, as the engine itself tells it.</summary>
internal sealed class CheckReport
{
    public CheckReport(ConnectionFilter filter, ListLookup lists, FilterRequest request, Explanation explained, string? recipient, string? helo)
    {
        Verdict = explained.Verdict;
        Rules = [.. new RuleSteps(filter.Settings, lists, request, explained).All()];
        var names = new NameSteps(filter.Settings, explained, helo);
        DynamicHost = names.DynamicHost();
        HeloRule = names.Helo();
        Providers = [.. new ProviderSteps(filter.Settings, explained).All()];
        Recipient = recipient;
        Helo = helo;
        RecipientException = recipient is null ? null : filter.FindRecipientException(recipient);
        RefusesAtRecipient = filter.RefusesAtRecipient;
    }

    public Verdict Verdict { get; }

    public IReadOnlyList<RuleStep> Rules { get; }

    /// <summary>Heard between the allow and the block providers.</summary>
    public RuleStep DynamicHost { get; }

    public IReadOnlyList<ProviderStep> Providers { get; }

    /// <summary>Heard last.</summary>
    public RuleStep HeloRule { get; }

    public string? Recipient { get; }

    public string? Helo { get; }

    public RecipientException? RecipientException { get; }

    public bool RefusesAtRecipient { get; }

    /// <summary>What becomes of the mail: the verdict, unless the recipient gets it all the same.</summary>
    public VerdictAction Outcome => RecipientException is null ? Verdict.Action : VerdictAction.Accept;

    /// <summary>True when lists were asked, and none of them could be.</summary>
    public bool NobodyAnswered
    {
        get
        {
            var asked = Providers.Where(static step => step.Seen?.Answer is not null).ToList();
            return asked.Count > 0 && asked.TrueForAll(static step => step.Result == StepResult.NoAnswer);
        }
    }

    public string Decider => Verdict.Cause().Rule switch
    {
        VerdictRule.None => "no rule matched",
        VerdictRule.AllowProvider => $"the allow provider {Verdict.Cause().ProviderName} lists the client",
        VerdictRule.BlockProvider => $"the block provider {Verdict.Cause().ProviderName} lists the client",
        VerdictRule.AllowList when Verdict.Cause().List is { } list => $"the allow list {list.Settings.Name} holds the client",
        VerdictRule.BlockList when Verdict.Cause().List is { } list => $"the block list {list.Settings.Name} holds the client",
        VerdictRule.ListsSilent => "lists gave no answer, and onFailure is defer",
        VerdictRule.DynamicHost or VerdictRule.Helo => Verdict.Cause().Reason,
        _ => Rules.First(step => step.Rule == Verdict.Cause().Rule).Title,
    };
}
