using System;
using System.Buffers.Text;
using System.Text;
using System.Threading.Tasks;
using IpBlock.Addresses;
using IpBlock.Filtering;
using IpBlock.Notices;
using IpBlock.Reporting;
using IpBlock.Service.Hosting;
using IpBlock.Sessions;
using IpBlock.Settings;

namespace IpBlock.Service.Policy;

/// <summary>
/// What is said on one connection. Postfix asks once for each recipient, and more often where the service stands in several of its lists: all requests about one
/// message have the same <c>instance</c>, and get the verdict that the first one got. Not for two requests at a time.
/// </summary>
internal sealed class PolicyConversation(ServiceContext service)
{
    private string _instance = "";
    private string _clientText = "";
    private Address _client;
    private bool _authenticated;
    private Verdict? _ofClient;
    private Verdict? _verdict;
    private string _helo = "";
    private bool _acceptanceLogged;
    private bool _tagged;

    /// <summary>The action to answer with. Completed, and without memory taken, when nobody has to be asked and nothing is to be logged. Never fails.</summary>
    public ValueTask<string> AnswerAsync(scoped in PolicyRequest request)
    {
        try
        {
            if (!IsSame(request) && !TryBegin(request))
                return new(PolicyAnswer.Dunno);
            var filter = service.Engine.Filter;
            var hearsHelo = filter?.HearsHelo == true && IsNewHelo(request);
            if (_verdict is { } known && !hearsHelo)
                return new(Conclude(known, request));
            var ofClient = _ofClient is null ? service.Engine.EvaluateAsync(Describe(request)) : Task.FromResult(_ofClient);
            var deciding = hearsHelo ? HearHelo(filter!, ofClient, request) : ofClient;
            if (!deciding.IsCompletedSuccessfully)
                return AwaitAsync(ofClient, deciding, new PolicyEvent(request));
            _ofClient = ofClient.Result;
            return new(Conclude(_verdict = deciding.Result, request));
        }
        catch (Exception failure)
        {
            return new(Failed(failure));
        }
    }

    // Before HELO, where Postfix can ask too, there is no name yet; and after STARTTLS it is said again, and counts again.
    private bool IsNewHelo(scoped in PolicyRequest request) =>
        !request.Helo.IsEmpty && !Ascii.Equals(request.Helo, _helo) && !string.Equals(Encoding.UTF8.GetString(request.Helo), _helo, StringComparison.Ordinal);

    private Task<Verdict> HearHelo(ConnectionFilter filter, Task<Verdict> deciding, scoped in PolicyRequest request)
    {
        _helo = Encoding.UTF8.GetString(request.Helo);
        Address? local = Address.TryParse(Encoding.Latin1.GetString(request.ServerAddress), out var address) ? address : null;
        return filter.HearHeloAsync(deciding, _helo, local);
    }

    private async ValueTask<string> AwaitAsync(Task<Verdict> ofClient, Task<Verdict> deciding, PolicyEvent request)
    {
        try
        {
            _ofClient = await ofClient.ConfigureAwait(false);
            return Conclude(_verdict = await deciding.ConfigureAwait(false), request);
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

    // Without an instance (it is in every Postfix since 2.1) nothing says that two requests are about the same message.
    private bool IsSame(scoped in PolicyRequest request) =>
        _instance.Length > 0 && Ascii.Equals(request.Instance, _instance) && Ascii.Equals(request.ClientAddress, _clientText)
        && request.IsAuthenticated == _authenticated;

    private bool TryBegin(scoped in PolicyRequest request)
    {
        _ofClient = null;
        _verdict = null;
        _helo = "";
        _acceptanceLogged = false;
        _tagged = false;
        _instance = "";
        if (!request.Type.SequenceEqual("smtpd_access_policy"u8))
            return false;

        // "unknown" is what Postfix says when the client has no address: it came through a socket of this machine.
        _clientText = Encoding.Latin1.GetString(request.ClientAddress);
        if (!Address.TryParse(_clientText, out _client))
            return false;
        _instance = Encoding.Latin1.GetString(request.Instance);
        _authenticated = request.IsAuthenticated;
        return true;
    }

    private FilterRequest Describe(scoped in PolicyRequest request) => new(_client)
    {
        IsAuthenticated = _authenticated,
        LocalPort = Utf8Parser.TryParse(request.ServerPort, out int port, out _) ? port : 0,
    };

    private string Conclude(Verdict verdict, scoped in PolicyRequest request) =>
        !verdict.IsRefusal && _acceptanceLogged ? PolicyAnswer.Dunno : Conclude(verdict, new PolicyEvent(request));

    private string Conclude(Verdict verdict, PolicyEvent request)
    {
        if (verdict.IsRefusal)
            return MustWait(request) ? PolicyAnswer.Dunno : ConcludeRefusal(verdict, request);
        Log(verdict, request, "AcceptConnection", "");
        _acceptanceLogged = true;
        return PolicyAnswer.Dunno;
    }

    private string ConcludeRefusal(Verdict verdict, PolicyEvent request)
    {
        if (service.Engine.Filter?.FindRecipientException(request.Recipient) is not null)
        {
            Log(verdict, request, "AcceptRecipient", request.Recipient);
            return Tag(verdict, request, "exempt") ?? PolicyAnswer.Dunno;
        }

        if (verdict.Reply is { } reply)
        {
            Log(verdict, request, "Reject" + request.Refused, request.Recipient, reply);
            return PolicyAnswer.For(verdict, reply);
        }

        Log(verdict, request, "Report" + request.Refused, request.Recipient, verdict.Reported!.Reply);
        return Tag(verdict, request, "report") ?? PolicyAnswer.Warn(verdict.Reported);
    }

    // Once a message: Postfix asks for each recipient, and would put the field in front of it as often. Behind DATA it is too late for it.
    private string? Tag(Verdict verdict, PolicyEvent request, string why)
    {
        if (_tagged || !service.Settings.TagMessages || request.IsAfterMessage)
            return null;
        _tagged = true;
        return PolicyAnswer.Prepend(MessageTag.Of(verdict, why));
    }

    // Before RCPT nobody knows who is written to. After it Postfix names the recipient only if there is but one: of several, one may be exempt, and the message is
    // refused for all or for none.
    private bool MustWait(PolicyEvent request) =>
        service.Engine.Filter is { RefusesAtRecipient: true } filter
        && (request.IsBeforeRecipients || (request.Recipient.Length == 0 && filter.Settings.Exceptions.Recipients.Count > 0));

    private void Log(Verdict verdict, PolicyEvent request, string action, string recipient, SmtpReply? reply = null) =>
        service.Engine.Log(new Decision(verdict)
        {
            SessionId = request.Instance,
            LocalEndpoint = request.Local,
            RemoteEndpoint = request.Remote,
            Event = request.Name,
            Action = action,
            Recipient = recipient,
            Reply = reply,
        });
}
