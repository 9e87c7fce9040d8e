using System.Collections.Generic;
using System.Threading.Tasks;
using IpBlock.Filtering;

namespace IpBlock.Sessions;

/// <summary>
/// The look at a message that an internal server hands on, by the address at which it entered the organization. That is another client than the session's:
/// verdict and exempt
/// recipients are those of the filter in force when its headers were in, for sessions between servers may last for hours.
/// </summary>
public sealed class SecondLook
{
    private readonly ConnectionFilter? _filter;
    private readonly Task<Verdict> _deciding;

    internal SecondLook(ConnectionFilter? filter, Task<Verdict> deciding)
    {
        _filter = filter;
        _deciding = deciding;
    }

    /// <summary>To be waited for before <see cref="Judge"/>. Fails if the engine does.</summary>
    public Task Decided => _deciding;

    /// <summary>
    /// What becomes of the message. Past RCPT it is refused as a whole or not at all: with one recipient exempt it goes to all rather than being lost to
    /// him.
    /// </summary>
    /// <param name="recipients">All of the message; gone through only where the message would be refused.</param>
    /// <param name="text">For the log.</param>
    public SessionStep Judge(IEnumerable<string> recipients, ISessionText text)
    {
        var verdict = _deciding.GetAwaiter().GetResult();
        if (!verdict.IsRefusal)
            return SessionStep.Accepted(verdict, SessionStep.Describe(verdict, SessionPoint.EndOfHeaders, "AcceptMessage", "", text));
        foreach (var recipient in recipients)
        {
            if (_filter?.FindRecipientException(recipient) is not null)
                return SessionStep.Exempt(verdict, SessionStep.Describe(verdict, SessionPoint.EndOfHeaders, "AcceptMessage", recipient, text));
        }

        return SessionStep.Refused(verdict, SessionPoint.EndOfHeaders, "", text, logsReport: true, isFinal: true);
    }
}
