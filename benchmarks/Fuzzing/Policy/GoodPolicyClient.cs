using System;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace IpBlock.Fuzzing.Policy;

/// <summary>Postfix, on one connection that it opens again when it was closed, as Postfix does.</summary>
public sealed class GoodPolicyClient(EndPoint server) : IDisposable
{
    private static int _lastInstance;

    private readonly byte[] _buffer = new byte[4096];
    private Socket? _socket;

    /// <summary>How often the connection had to be opened again.</summary>
    public int Reopened { get; private set; }

    /// <summary>A request about a message from this client.</summary>
    public static string Request(string client) =>
        "request=smtpd_access_policy\nprotocol_state=RCPT\nprotocol_name=ESMTP\nclient_address=" + client + "\nclient_name=unknown\nclient_port=40000\nserver_address=192.0.2.1\nserver_port=25\n"
        + "helo_name=mail.sender.example\nsender=a@sender.example\nrecipient=user@site.example\ninstance=good." + Interlocked.Increment(ref _lastInstance).ToString("x", System.Globalization.CultureInfo.InvariantCulture) + "\n\n";

    /// <summary>What stands behind <c>action=</c>. A connection that was closed is opened again once (smtpd_policy_service_try_limit is 2).</summary>
    public async Task<string> AskAsync(string client)
    {
        var request = Encoding.ASCII.GetBytes(Request(client));
        if (_socket is not null && await TryAskAsync(_socket, request) is { } answer)
            return answer;
        Reopened += _socket is null ? 0 : 1;
        _socket?.Dispose();
        _socket = await Wire.ConnectAsync(server);
        return await TryAskAsync(_socket, request) ?? "no answer";
    }

    /// <inheritdoc/>
    public void Dispose() => _socket?.Dispose();

    private async Task<string?> TryAskAsync(Socket socket, byte[] request)
    {
        if (!await Wire.TrySendAsync(socket, request, Wire.Patience))
            return null;
        var text = "";
        while (!text.EndsWith("\n\n", StringComparison.Ordinal))
        {
            if (await Wire.ReceiveAsync(socket, _buffer, Wire.Patience) is var count && count == 0)
                return null;
            text += Encoding.Latin1.GetString(_buffer, 0, count);
        }

        return text.StartsWith("action=", StringComparison.Ordinal) ? text["action=".Length..^2] : text;
    }
}
