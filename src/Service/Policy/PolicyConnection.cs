using System.Threading;
using System.Threading.Tasks;
using IpBlock.Service.Hosting;

namespace IpBlock.Service.Policy;

/// <summary>One connection of Postfix: requests come in, answers go out, one after the other.</summary>
internal sealed class PolicyConnection(ServiceContext service, DoorSocket connection, CancellationToken stopping)
{
    private readonly PolicyConversation _conversation = new(service);

    /// <summary>Serves until the other side ends it, breaks the protocol, or the service stops; what has been asked by then is answered.</summary>
    /// <returns>What was wrong with a request.</returns>
    public async Task<PolicyFlaw> ServeAsync()
    {
        var stall = connection.Place.Stall;
        while (true)
        {
            // Nothing of a request is needed any more when it has to be waited for its answer.
            var flaw = PolicyParser.Read(connection.Unread.Span, out var request, out var length);
            if (flaw == PolicyFlaw.None && length > 0)
            {
                stall.Serve();
                var answering = _conversation.AnswerAsync(request);
                connection.Read(length);
                if (!answering.IsCompleted)
                    connection.HasWaited();
                var answer = await answering.ConfigureAwait(false);
                service.Metrics.PolicyAnswered(answer);
                PolicyAnswer.Write(connection, answer);
                if (connection.UnreadLength == 0 || !connection.IsToBeSent)
                    continue;
                if (!await connection.SendAsync(isBusy: true).ConfigureAwait(false))
                    return PolicyFlaw.None;
                if (connection.IsTurnOver)
                    await connection.NextTurnAsync().ConfigureAwait(false);
                continue;
            }

            var isBusy = connection.UnreadLength > 0;
            stall.Mark(isBusy);
            if (!await connection.SendAsync(isBusy).ConfigureAwait(false) || flaw != PolicyFlaw.None || stopping.IsCancellationRequested)
                return flaw;
            if (!await connection.ReceiveAsync().ConfigureAwait(false))
                return PolicyFlaw.None;
        }
    }
}
