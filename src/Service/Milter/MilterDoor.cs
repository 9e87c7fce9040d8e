using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Filtering;
using IpBlock.Notices;
using IpBlock.Service.Hosting;
using IpBlock.Sessions;
using IpBlock.Settings;

namespace IpBlock.Service.Milter;

/// <summary>The door to Sendmail and Postfix by the protocol of Sendmail's filters, and what all its sessions share.</summary>
internal sealed class MilterDoor(ServiceContext service) : IMailDoor
{
    /// <summary>
    /// How long a mail server may be silent: libmilter's own default. An SMTP client may think for an hour between commands, and of a message that comes slowly nothing is heard here.
    /// </summary>
    private static readonly TimeSpan IdleLimit = TimeSpan.FromSeconds(7210);

    public string Name => "milter";

    /// <summary>In place of the engine's decision, for tests.</summary>
    public Func<FilterRequest, Task<Verdict>>? Evaluate { get; init; }

    public ServiceSettings Settings => service.Settings;

    /// <summary>True when the settings in force can give a message a header field.</summary>
    public bool CanTag => Settings.TagMessages || service.Engine.Filter?.CanMark == true;

    public int Limit(ServiceSettings settings) => settings.MaxConnections;

    public IReadOnlyList<ListenAddress> Listen(ServiceSettings settings) => settings.MilterListen;

    public async Task ServeAsync(DoorSocket connection, CancellationToken stopping)
    {
        connection.Place.Stall.IdleLimit = IdleLimit;
        var ended = await new MilterConnection(this, connection, stopping).ServeAsync().ConfigureAwait(false);
        if (ended == Next.End)
            return;
        service.Metrics.ProtocolErrors.Add(Name, ended.ToString());
        service.Complaints.Write(Name, () => LogMessages.ProtocolBroken("The milter", connection.RemoteEndPoint?.ToString() ?? "a local socket", Describe(ended)));
    }

    /// <summary>What a connection keeps its SMTP sessions in, one after another.</summary>
    public MailSession NewSession() => new(service.Engine) { Evaluate = Evaluate, Reports = ReportHabit.Once };

    /// <summary>Counts an answer to a question about a client.</summary>
    public void Answered(string answer) => service.Metrics.MilterAnswers.Add(answer);

    public void Log(Decision decision) => service.Engine.Log(decision);

    /// <summary>Tells that the engine failed: then the settings say what becomes of the client.</summary>
    public void Tell(Exception failure) => service.Notices.Write(LogMessages.ServiceFailed("the milter", failure, Settings.OnError == OnError.TempFail));

    private static string Describe(Next flaw) => flaw switch
    {
        Next.ImpossibleLength => "its length is zero, or exceeds the limit (16 KB, and 1 MB for headers and body)",
        Next.NotNegotiated => "the protocol version is lower than 2, or data was sent before the version",
        Next.UnknownCommand => "there is no such command",
        _ => "its data is truncated",
    };
}
