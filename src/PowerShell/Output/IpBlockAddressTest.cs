using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Administration.Checking;
using IpBlock.Filtering;

namespace IpBlock.PowerShell;

/// <summary>Why an address is accepted or refused: the verdict a mail server would have got, with every rule and every provider.</summary>
public sealed class IpBlockAddressTest
{
    internal IpBlockAddressTest(CheckReport report)
    {
        var verdict = report.Verdict;
        IPAddress = verdict.Client.ToString();
        Action = report.Outcome.ToString();
        Rule = verdict.Cause().Rule.ToString();
        Provider = verdict.Cause().ProviderName;
        Reply = verdict.Reply?.ToString();
        WouldReply = verdict.Reported?.Reply?.ToString();
        Reason = verdict.Exception?.Comment ?? verdict.Cause().Entry?.Comment ?? verdict.Cause().List?.Source ?? verdict.Cause().Reason;
        MatchedEntry = verdict.Exception?.Client.ToString() ?? verdict.Cause().Entry?.Address.ToString();
        RemovalPage = report.RemovalPage;
        MadeUp = report.AsListed is not null;
        AsListedBy = report.AsListed?.Listing ?? [];
        Recipient = report.Recipient;
        RecipientException = report.RecipientException?.Recipient.ToString();
        Score = verdict.Cause().Score is { } score ? score.Tenths / 10m : null;
        RecipientPolicy = report.Policy;
        OtherwiseFor = [.. report.OtherwiseFor.Select(static outcome => outcome.Policy)];
        IsPartial = verdict.IsPartial;
        Missing = [.. verdict.Missing.Select(static answer => answer.Provider.Name)];
        Took = verdict.Took;
        Providers = [.. report.Providers.Where(static step => step.Seen is not null).Select(step => new IpBlockProviderAnswer(step.Seen!, verdict, step.Score))];
        Rules = [.. IpBlockRule.All(report)];
    }

    /// <summary>The address that was tested.</summary>
    public string IPAddress { get; }

    /// <summary>What becomes of the client; for an exempt recipient, Accept.</summary>
    public string Action { get; }

    /// <summary>Which rule decided about the client.</summary>
    public string Rule { get; }

    /// <summary>The provider that decided; empty when none did.</summary>
    public string Provider { get; }

    /// <summary>What the client would be told; null when it is accepted.</summary>
    public string? Reply { get; }

    /// <summary>What the client would be told if refusals were not only reported; null when it would be told nothing, or is told it.</summary>
    public string? WouldReply { get; }

    /// <summary>
    /// Where the client asks for removal from the list that rejects it, with its address in it; empty when it is not rejected, or no page is known.
    /// </summary>
    public string RemovalPage { get; }

    /// <summary>True when no list was asked and their answers are made up (-AsListed).</summary>
    public bool MadeUp { get; }

    /// <summary>The providers that list the client in the made-up answers; empty when the lists were asked.</summary>
    public IReadOnlyList<string> AsListedBy { get; }

    /// <summary>The list's own words, or the comment of the entry or the exception that decided.</summary>
    public string Reason { get; }

    /// <summary>The entry or the exception that decided; null when none did.</summary>
    public string? MatchedEntry { get; }

    /// <summary>The recipient that was asked about; null when none was.</summary>
    public string? Recipient { get; }

    /// <summary>The exception that covers the recipient, so that its mail is accepted; null when none does.</summary>
    public string? RecipientException { get; }

    /// <summary>The sum of the scores; null where none are added.</summary>
    public decimal? Score { get; }

    /// <summary>The recipient policy by which it was judged; empty when it was judged as everybody's mail.</summary>
    public string RecipientPolicy { get; }

    /// <summary>The recipient policies by which the client's mail would fare otherwise; empty when a recipient was named.</summary>
    public IReadOnlyList<string> OtherwiseFor { get; }

    /// <summary>True when a list said nothing, so that the verdict might have been another.</summary>
    public bool IsPartial { get; }

    /// <summary>The lists that said nothing.</summary>
    public IReadOnlyList<string> Missing { get; }

    /// <summary>How long the verdict took.</summary>
    public TimeSpan Took { get; }

    /// <summary>The enabled providers in the order in which they are heard; empty when a rule before them decided.</summary>
    public IReadOnlyList<IpBlockProviderAnswer> Providers { get; }

    /// <summary>The rules in the order in which they are heard.</summary>
    public IReadOnlyList<IpBlockRule> Rules { get; }

    /// <summary>Address and action.</summary>
    public override string ToString() => IPAddress + ": " + Action;
}
