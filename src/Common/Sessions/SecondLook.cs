using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using IpBlock.Filtering;

namespace IpBlock.Sessions;

/// <summary>
/// The look at a message that an internal server hands on, by the address at which it entered the organization. That is another client than the session's: verdict, policies and exempt
/// recipients are those of the filter in force when its headers were in, for sessions between servers may last for hours.
/// </summary>
public sealed class SecondLook
{
    private readonly ConnectionFilter? _filter;
    private readonly IEnumerable<string> _recipients;
    private readonly Task<List<Verdict>> _deciding;
    private readonly DeferredMail? _deferred;

    internal SecondLook(ConnectionFilter? filter, FilterRequest entered, IEnumerable<string> recipients, Task<Verdict> deciding, DeferredMail? deferred)
    {
        _deferred = deferred;
        _filter = filter;
        _recipients = recipients;
        _deciding = DecideAsync(deciding, entered);
    }

    /// <summary>To be waited for before <see cref="Judge"/>. Fails if the engine does.</summary>
    public Task Decided => _deciding;

    /// <summary>
    /// What becomes of the message. Past RCPT it is refused as a whole or not at all: where one recipient is exempt, or his policy lets it by, it goes to all rather than being lost to him.
    /// </summary>
    /// <param name="text">For the log.</param>
    public SessionStep Judge(ISessionText text)
    {
        var verdicts = _deciding.GetAwaiter().GetResult();
        var verdict = verdicts.Find(static one => one.IsMarked) ?? verdicts.Find(static one => !one.IsRefusal) ?? verdicts.Find(static one => one.Reply is null) ?? Refusal(verdicts, text);
        if (verdict.IsMarked)
            return SessionStep.Marked(verdict, SessionStep.Describe(verdict, SessionPoint.EndOfHeaders, "MarkMessage", "", text));
        if (!verdict.IsRefusal)
            return SessionStep.Accepted(verdict, SessionStep.Describe(verdict, SessionPoint.EndOfHeaders, "AcceptMessage", "", text));
        foreach (var recipient in _recipients)
        {
            if (_filter?.FindRecipientException(recipient) is not null)
                return SessionStep.Exempt(verdict, SessionStep.Describe(verdict, SessionPoint.EndOfHeaders, "AcceptMessage", recipient, text));
        }

        return SessionStep.Refused(verdict, SessionPoint.EndOfHeaders, "", text, logsReport: true, isFinal: true);
    }

    // Of what would be refused the part that is deferred counts, for it may come again: then the message goes to all.
    private Verdict Refusal(List<Verdict> verdicts, ISessionText text)
    {
        if (_deferred is null || verdicts.Find(static one => one.DefersOnce) is not { } deferral)
            return verdicts[0];
        TimeSpan? ago = null;
        foreach (var recipient in _recipients)
            ago = _deferred.HasComeAgain(text.Sender, recipient) ?? ago;
        return ago is { } since ? deferral.CameAgain(since) : deferral;
    }

    // The recipients are gone through only where it can matter who they are.
    private async Task<List<Verdict>> DecideAsync(Task<Verdict> deciding, FilterRequest entered)
    {
        var ofClient = await deciding.ConfigureAwait(false);
        if (_filter?.AwaitsPolicy(ofClient) != true)
            return [ofClient];
        var verdicts = new List<Verdict>();
        var policies = new HashSet<int>();
        foreach (var recipient in _recipients)
        {
            var policy = _filter.FindPolicy(recipient);
            if (policies.Add(policy))
                verdicts.Add(policy < 0 ? ofClient : await _filter.JudgeAsync(entered, ofClient, policy).ConfigureAwait(false));
        }

        return verdicts.Count == 0 ? [ofClient] : verdicts;
    }
}
