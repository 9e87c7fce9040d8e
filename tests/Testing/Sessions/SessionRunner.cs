using System;
using System.Globalization;
using System.IO;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace IpBlock.Testing.Sessions;

/// <summary>Runs sessions against a host.</summary>
/// <param name="host">The mail server.</param>
/// <param name="patience">How long a whole session may take; a minute if not said.</param>
public sealed class SessionRunner(ISessionHost host, TimeSpan? patience = null)
{
    private static readonly ExpectedReply Greeting = new("220", null);

    /// <summary>Runs it. A session that is not for this door is the caller's mistake: ask <see cref="Session.RunsAt"/> first.</summary>
    public async Task<SessionResult> RunAsync(Session session)
    {
        if (!session.RunsAt(host.Door))
            throw new ArgumentException($"'{session}' is not for {host.Door}.", nameof(session));
        using var time = new CancellationTokenSource(patience ?? TimeSpan.FromMinutes(1));
        var transcript = new Transcript();
        var failure = await FailureOfAsync(async () =>
        {
            await using var stream = await host.ConnectAsync(session.Client, time.Token);
            return await TalkAsync(session, new SmtpTalk(stream, transcript, time.Token));
        });
        return new SessionResult(session, failure, transcript.ToString());
    }

    private async Task<string?> TalkAsync(Session session, SmtpTalk talk)
    {
        // A session that says nothing of the greeting expects to be greeted.
        if (session.Steps[0] is not (ReplyStep or ClosedStep) && await FailureOfAsync(() => ExpectAsync(talk, Greeting)) is { } unfriendly)
            return At(session.Line, unfriendly);
        foreach (var step in session.Steps)
        {
            if (await FailureOfAsync(() => TakeAsync(step, talk)) is { } failure)
                return At(step.Line, failure);
        }

        return null;
    }

    // What the server does to the connection is a result of the session, as its replies are.
    private static async Task<string?> FailureOfAsync(Func<Task<string?>> part)
    {
        try
        {
            return await part();
        }
        catch (OperationCanceledException)
        {
            return "the time is up, and the server has not said what was expected";
        }
        catch (Exception e) when (e is IOException or SocketException or InvalidDataException)
        {
            return e.Message;
        }
    }

    private async Task<string?> TakeAsync(SessionStep step, SmtpTalk talk)
    {
        switch (step)
        {
            case SendStep send:
                await talk.SayAsync(send.Text);
                return null;
            case AgainStep again:
                return await AgainAsync(again, talk);
            case MailStep mail:
                await talk.SendMailAsync(mail.Lines);
                return null;
            case ReplyStep reply:
                return await ExpectAsync(talk, reply.At(host.Door));
            case ClosedStep:
                return await talk.HearAsync() is { } more ? $"the connection was to be closed, but the server said '{more}'" : null;
            case DeliveredStep delivered:
                return await host.CheckDeliveredAsync(delivered.Recipients);
            case HeaderStep header:
                return await host.CheckHeaderAsync(header.Field);
            case NoHeaderStep none:
                return await host.CheckNoHeaderAsync(none.Name);
            case LogStep log:
                return await host.CheckLogAsync(log.Fields);
            default:
                throw new NotSupportedException(step.GetType().Name);
        }
    }

    // Until the whole session's time is up.
    private static async Task<string?> AgainAsync(AgainStep step, SmtpTalk talk)
    {
        while (true)
        {
            await talk.SayAsync(step.Text);
            if (await talk.HearAsync() is not { } reply)
                return $"expected '{step.Until}' at last, but the server closed the connection";
            if (step.Until.Matches(reply))
                return null;
            await talk.PauseAsync();
        }
    }

    private static async Task<string?> ExpectAsync(SmtpTalk talk, ExpectedReply expected)
    {
        var reply = await talk.HearAsync();
        if (reply is null)
            return $"expected '{expected}', but the server closed the connection";
        return expected.Matches(reply) ? null : $"expected '{expected}', but the server said '{reply}'";
    }

    private static string At(int line, string what) => string.Create(CultureInfo.InvariantCulture, $"line {line}: {what}");
}
