using System;
using System.Threading.Tasks;
using IpBlock.Addresses;
using IpBlock.Dns;
using IpBlock.Hosts;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.Filtering.Rules;

/// <summary>
/// The rule about clients whose reverse name is that of an end user's line. The name need not be verified: who can choose the name of his address can choose a better one. Of several
/// names one that is let be is enough. What the name servers do not say is held against nobody.
/// </summary>
internal sealed class DynamicHostRule(DynamicHostSettings settings, RuleExceptions exceptions, AnswerRule answers, IDnsResolver resolver) : Rule(VerdictRule.DynamicHost)
{
    /// <summary>How replies and logs call it.</summary>
    public const string Name = "dynamic hosts";

    private readonly RuleReply _reply = new(Name, settings.RejectionResponse, settings.StatusCode, settings.EnhancedCode);

    public override bool Refuses => true;

    public override bool IsAnswer => true;

    /// <summary>What a match adds to the sum, in tenths.</summary>
    public int Score => settings.Score.Tenths;

    /// <summary>False when a match is only reported.</summary>
    public bool Enforces => settings.Mode == FilterMode.Enforce;

    public override bool TryHear(ref Walk walk, out StepResult result)
    {
        result = StepResult.NotReached;
        if (walk.IsDecided)
            return true;
        // Who is exempt by address is not even looked up.
        if (Concerns(walk))
            return TryHearName(ref walk, ref result);
        result = settings.Enabled ? StepResult.Passed : StepResult.NotAsked;
        Close(ref walk);
        return true;
    }

    private bool TryHearName(ref Walk walk, ref StepResult result)
    {
        if (walk.Asked is not null || !TryHearKnown(ref walk, ref result))
        {
            // A name that has come is heard all the same: its score may be the one that speaks.
            if (answers.HasEnough(walk) && walk.LateAt(Place) is not { IsCompleted: true })
                return true;
            if (!TryGetAnswer(ref walk, out var answer))
                return !answers.WaitsInTurn;
            result = answer.Result ?? Match(ref walk, answer.Names);
        }

        Close(ref walk);
        return true;
    }

    private bool TryGetAnswer(ref Walk walk, out Answer answer)
    {
        if (!answers.WaitsInTurn)
            return Walk.TryTake(walk.LateAt(Place) ?? walk.ComesLate(Place, HearAsync(ref walk)), out answer);
        walk.Pending ??= HearAsync(ref walk);
        return walk.TryTake(out answer);
    }

    private Task<Answer> HearAsync(ref Walk walk)
    {
        var asked = walk.Begin();
        return HearAsync(walk.Client, walk.Now, asked.ReverseName ??= AskAsync(walk.Client), asked.Deadline);
    }

    private void Close(ref Walk walk)
    {
        if (settings.Enabled && Enforces)
            walk.Tally.Close(Score);
    }

    public override Verdict Conclude(in Walk walk, TimeSpan took, string reason) => new(walk.Client, VerdictAction.Reject, Kind, took)
    {
        Reason = walk.ReverseName!.Why,
        Reply = ReplyTo(walk.Client, walk.ReverseName, walk.ScoreInWords),
        Trail = walk.Trail,
    };

    /// <summary>False when the rule is off, or the client is exempt from it by its address.</summary>
    public bool Concerns(in Walk walk) => settings.Enabled && !exceptions.HaveAddress(walk.Client, walk.Now);

    public Task<DnsAnswer> AskAsync(Address client) => resolver.ResolveAsync(ReverseNames.Question(client, new byte[DnsQuestion.MaxNameLength]));

    public ReverseNameSighting See(DnsAnswer answer, Address client)
    {
        Pick(answer, client, out var name, out var signs);
        return new ReverseNameSighting(answer.Status, name, signs, Matches(answer, client));
    }

    // False when the name, or one that would exempt the client, must be asked for.
    private bool TryHearKnown(ref Walk walk, ref StepResult result)
    {
        if (!resolver.TryGetCached(ReverseNames.Question(walk.Client, ProviderRule.Buffer), walk.Started, out var names))
            return false;
        if (!Matches(names, walk.Client))
        {
            result = Unmatched(names);
            return true;
        }

        if (exceptions.HaveNames)
            return false;
        result = Match(ref walk, names);
        return true;
    }

    private StepResult Match(ref Walk walk, DnsAnswer names)
    {
        walk.ReverseName = See(names, walk.Client);
        return answers.HearReverseName(ref walk, this);
    }

    private async Task<Answer> HearAsync(Address client, DateTimeOffset now, Task<DnsAnswer> lookup, Deadline deadline)
    {
        var names = await deadline.OneLookupAsync(lookup, DnsAnswer.Without(DnsStatus.TimedOut)).ConfigureAwait(false);
        if (!Matches(names, client))
            return new Answer(names, Unmatched(names));
        // A match is held back until it is known that no exception names the client.
        var isExempt = exceptions.HaveNames && await deadline.WithinAsync(exceptions.HaveNameAsync(client, now), false).ConfigureAwait(false);
        return new Answer(names, isExempt ? StepResult.Passed : null);
    }

    private static StepResult Unmatched(DnsAnswer names) => names.IsConclusive ? StepResult.Passed : StepResult.NoAnswer;

    // Takes no memory.
    private bool Matches(DnsAnswer answer, Address client)
    {
        if (!answer.IsConclusive)
            return false;
        Pick(answer, client, out var name, out var signs);
        return name.Length == 0 ? settings.RefuseUnnamed : signs.IsEndUser;
    }

    private SmtpReply ReplyTo(Address client, ReverseNameSighting seen, string score) => _reply.To(
        client,
        seen.Name,
        seen.Name.Length == 0 ? "it has no reverse name (PTR record)" : $"its host name {seen.Name} is typical of an end-user connection; send mail through the mail server of your Internet provider",
        score);

    // The first name that speaks for the client, or else its first.
    private static void Pick(DnsAnswer answer, Address client, out string name, out ReverseNameSigns signs)
    {
        name = "";
        signs = default;
        for (var i = 0; i < answer.Texts.Count; i++)
        {
            // A reverse entry that points to the root is none.
            if (answer.Texts[i].Length == 0)
                continue;
            var found = ReverseNameSigns.Of(answer.Texts[i], client);
            if (name.Length > 0 && found.IsEndUser)
                continue;
            (name, signs) = (answer.Texts[i], found);
            if (!found.IsEndUser)
                return;
        }
    }

    /// <summary>What the names come to; without a result when they match.</summary>
    private readonly struct Answer(DnsAnswer names, StepResult? result)
    {
        public DnsAnswer Names => names;

        public StepResult? Result => result;
    }
}
