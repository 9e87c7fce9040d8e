using System;
using System.Buffers.Text;
using System.Text;
using System.Threading.Tasks;
using IpBlock.Addresses;
using IpBlock.Filtering;
using IpBlock.Notices;
using IpBlock.Service.Hosting;
using IpBlock.Sessions;
using IpBlock.Settings;

namespace IpBlock.Service.Policy;

/// <summary>
/// What is said on one connection. Postfix asks once for each recipient, and more often where the service stands in several of its lists: all requests about
/// one
/// message have the same <c>instance</c>, which is a session to us, and get the verdict that the first one got. Not for two requests at a time.
/// </summary>
internal sealed class PolicyConversation(ServiceContext service)
{
    private readonly MailSession _session = new(service.Engine) { Reports = ReportHabit.Always };
    private string _instance = "";
    private string _clientText = "";
    private Address _client;
    private bool _authenticated;
    private bool _tagged;
    private bool _marked;

    /// <summary>
    /// The action to answer with. Completed, and without memory taken, when nobody has to be asked and nothing is to be logged. Never fails.
    /// </summary>
    public ValueTask<string> AnswerAsync(scoped in PolicyRequest request)
    {
        try
        {
            if (!IsSame(request) && !TryBegin(request))
                return new(PolicyAnswer.Dunno);
            if (_session.HearsHelo && IsNewHelo(request))
                _session.Helo(Describe(request), Encoding.UTF8.GetString(request.Helo), AddressOf(request.ServerAddress));
            if (_session.IsSettled)
                return new(PolicyAnswer.Dunno);
            var asked = new PolicyEvent(request);
            var decided = asked.IsBeforeRecipients ? _session.Decided : _session.DecidedFor(RecipientOf(asked));
            return decided.IsCompletedSuccessfully ? new(Conclude(asked)) : AwaitAsync(asked, decided);
        }
        catch (Exception failure)
        {
            return new(Failed(failure));
        }
    }

    // Before HELO, where Postfix can ask too, there is no name yet.
    private bool IsNewHelo(scoped in PolicyRequest request) =>
        !request.Helo.IsEmpty && !Ascii.Equals(request.Helo, _session.HeloName)
        && !string.Equals(Encoding.UTF8.GetString(request.Helo), _session.HeloName, StringComparison.Ordinal);

    private static Address? AddressOf(ReadOnlySpan<byte> text) => Address.TryParse(Encoding.Latin1.GetString(text), out var address) ? address : null;

    private async ValueTask<string> AwaitAsync(PolicyEvent request, Task decided)
    {
        try
        {
            await decided.ConfigureAwait(false);
            return Conclude(request);
        }
        catch (Exception failure)
        {
            return Failed(failure);
        }
    }

    private string Failed(Exception failure)
    {
        _instance = "";
        service.Notices.Write(LogMessages.ServiceFailed("the policy service", failure, service.Settings.OnError == OnError.TempFail));
        return service.Settings.OnError == OnError.TempFail ? PolicyAnswer.TempFail : PolicyAnswer.Dunno;
    }

    // Without an instance (it is in every Postfix since 2.1) nothing says that two requests are about the same message. Who logs in before MAIL is asked
    // about under the same one.
    private bool IsSame(scoped in PolicyRequest request) =>
        _instance.Length > 0 && Ascii.Equals(request.Instance, _instance) && Ascii.Equals(request.ClientAddress, _clientText)
        && request.IsAuthenticated == _authenticated;

    private bool TryBegin(scoped in PolicyRequest request)
    {
        _session.Forget();
        _tagged = _marked = false;
        _instance = "";
        if (!request.Type.SequenceEqual("smtpd_access_policy"u8))
            return false;

        // "unknown" is what Postfix says when the client has no address: it came through a socket of this machine.
        _clientText = Encoding.Latin1.GetString(request.ClientAddress);
        if (!Address.TryParse(_clientText, out _client))
            return false;
        _instance = Encoding.Latin1.GetString(request.Instance);
        _authenticated = request.IsAuthenticated;
        _session.Begin(Describe(request));
        return true;
    }

    private FilterRequest Describe(scoped in PolicyRequest request) => new(_client)
    {
        IsAuthenticated = _authenticated,
        LocalPort = Utf8Parser.TryParse(request.ServerPort, out int port, out _) ? port : 0,
    };

    // Behind RCPT Postfix names the recipient only if there is but one.
    private static string? RecipientOf(PolicyEvent request) => request.Recipient.Length > 0 ? request.Recipient : null;

    private string Conclude(PolicyEvent request)
    {
        var step = request.IsBeforeRecipients
            ? _session.BeforeRecipients(request.Point, request, request.Recipient)
            : _session.AtRecipient(request.Point, RecipientOf(request), request);
        if (step.Decision is { } decision)
            service.Engine.Log(decision);
        return step.Action switch
        {
            SessionAction.Refuse => PolicyAnswer.For(step.Verdict!, step.Verdict!.Reply!),
            SessionAction.Mark => Tag(step.Verdict!, request, "mark") ?? PolicyAnswer.Dunno,
            SessionAction.Exempt => Tag(step.Verdict!, request, "exempt") ?? PolicyAnswer.Dunno,
            SessionAction.Report => Tag(step.Verdict!, request, "report") ?? PolicyAnswer.Warn(step.Verdict!.Reported!),
            _ => PolicyAnswer.Dunno,
        };
    }

    // Once a message: Postfix asks for each recipient, and would put the field in front of it as often. Behind DATA it is too late for it. That it is marked is
    // said all the same where an earlier recipient was exempt.
    private string? Tag(Verdict verdict, PolicyEvent request, string why)
    {
        if ((verdict.IsMarked ? _marked : _tagged || !service.Settings.TagMessages) || request.IsAfterMessage)
            return null;
        _tagged = true;
        _marked |= verdict.IsMarked;
        return PolicyAnswer.Prepend(MessageTag.Of(verdict, why, service.Settings.TagToken));
    }
}
