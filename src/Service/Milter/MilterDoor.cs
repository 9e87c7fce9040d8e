using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Addresses;
using IpBlock.Filtering;
using IpBlock.Notices;
using IpBlock.Reporting;
using IpBlock.Service.Hosting;
using IpBlock.Sessions;
using IpBlock.Settings;
using Microsoft.AspNetCore.Connections;

namespace IpBlock.Service.Milter;

/// <summary>The door to Sendmail and Postfix by the protocol of Sendmail's filters, and what all its sessions share.</summary>
internal sealed class MilterDoor(ServiceContext service) : IServiceDoor
{
    /// <summary>
    /// How long a mail server may be silent: libmilter's own default. An SMTP client may think for an hour between commands, and of a message that comes slowly nothing is heard here.
    /// </summary>
    private static readonly TimeSpan IdleLimit = TimeSpan.FromSeconds(7210);

    public string Name => "milter";

    /// <summary>The engine's decision; a test may put another in its place.</summary>
    public Func<FilterRequest, Task<Verdict>> Evaluate { get; init; } = service.Engine.EvaluateAsync;

    /// <summary>The filter in force; a session keeps the one it began with.</summary>
    public ConnectionFilter? Filter => service.Engine.Filter;

    public ServiceSettings Settings => service.Settings;

    public int Limit(ServiceSettings settings) => settings.MaxConnections;

    public IReadOnlyList<ListenAddress> Listen(ServiceSettings settings) => settings.MilterListen;

    public async Task ServeAsync(ConnectionContext connection, StallWatch stall, CancellationToken stopping)
    {
        stall.IdleLimit = IdleLimit;
        var ended = await new MilterConnection(this, connection.Transport, stall, stopping).ServeAsync().ConfigureAwait(false);
        if (ended == Next.End)
            return;
        service.Metrics.ProtocolErrors.Add(Name, ended.ToString());
        service.Complaints.Write(Name, () => LogMessages.ProtocolBroken("The milter", connection.RemoteEndPoint?.ToString() ?? "a socket of this machine", Describe(ended)));
    }

    /// <summary>The verdict, or null when the engine failed: then the settings say what becomes of the client. Never throws.</summary>
    public Task<Verdict?> DecideAsync(FilterRequest request)
    {
        try
        {
            var deciding = Evaluate(request);
            // The verdict of a client whose answers are cached takes no state machine.
            return deciding.IsCompletedSuccessfully ? Task.FromResult<Verdict?>(deciding.GetAwaiter().GetResult()) : UnlessFailedAsync(deciding);
        }
        catch (Exception failure)
        {
            return Failed(failure);
        }
    }

    /// <summary>The verdict once the client has said who it is; null when there is none, or the engine failed. Never throws.</summary>
    public async Task<Verdict?> HearHeloAsync(ConnectionFilter filter, Task<Verdict?> deciding, string helo, Address? local)
    {
        var verdict = await deciding.ConfigureAwait(false);
        try
        {
            return verdict is null ? null : await filter.HearHeloAsync(verdict, helo, local).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            return await Failed(failure).ConfigureAwait(false);
        }
    }

    public void Log(Verdict verdict, Connection connection, Macros macros, string @event, string action, string recipient = "", SmtpReply? reply = null) =>
        service.Engine.Log(new Decision(verdict)
        {
            SessionId = macros.QueueId,
            LocalEndpoint = EndPointOf(macros.LocalAddress, macros.LocalPort),
            RemoteEndpoint = connection.Client is { } client ? EndPointOf(client.ToString(), connection.Port) : "",
            Event = @event,
            Action = action,
            Recipient = recipient,
            Reply = reply,
        });

    private static string EndPointOf(string address, int port)
    {
        if (address.Length == 0 && port == 0)
            return "";
        var host = address.Contains(':', StringComparison.Ordinal) && address[0] != '[' ? "[" + address + "]" : address;
        return host + ":" + port.ToString(CultureInfo.InvariantCulture);
    }

    private async Task<Verdict?> UnlessFailedAsync(Task<Verdict> deciding)
    {
        try
        {
            return await deciding.ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            return await Failed(failure).ConfigureAwait(false);
        }
    }

    private Task<Verdict?> Failed(Exception failure)
    {
        service.Notices.Write(LogMessages.ServiceFailed("the milter", failure, Settings.OnError == OnError.TempFail));
        return Task.FromResult<Verdict?>(null);
    }

    private static string Describe(Next flaw) => flaw switch
    {
        Next.ImpossibleLength => "its length is zero, or more than is allowed (16 KB, and 1 MB for headers and body)",
        Next.NotNegotiated => "it is older than version 2 of the protocol, or something was said before the version",
        Next.UnknownCommand => "there is no such command",
        _ => "its data is cut short",
    };
}
