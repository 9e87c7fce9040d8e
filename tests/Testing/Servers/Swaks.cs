using System.Collections.Generic;
using System.Globalization;
using System.Net;
using System.Threading.Tasks;

namespace IpBlock.Testing.Servers;

/// <summary>swaks, the mail administrator's own tool to try an SMTP server with.</summary>
public static class Swaks
{
    /// <summary>One SMTP session.</summary>
    /// <param name="server">Whom to speak to.</param>
    /// <param name="from">The local address to come from: 127.0.0.x stands for a client.</param>
    /// <param name="arguments">What swaks(1) takes, such as <c>--to</c>, <c>user@site.example</c>.</param>
    public static async Task<SwaksResult> RunAsync(IPEndPoint server, string from, params string[] arguments)
    {
        var port = server.Port.ToString(CultureInfo.InvariantCulture);

        // --config without a file: no ~/.swaksrc is read. An administrator's habits are not for a test.
        List<string> all = ["--config", "--server", server.Address.ToString(), "--port", port, "--local-interface", from, "--timeout", "30", .. arguments];
        var (code, output) = await RealProcess.RunAsync("swaks", all);
        return new SwaksResult(code, output);
    }
}

/// <param name="ExitCode">0 when the message was accepted; else where it was refused, see swaks(1), "Exit codes": 23 at MAIL, 24 at RCPT.</param>
/// <param name="Transcript">The session as swaks prints it: <c>-></c> sent, <c>&lt;-</c> received, <c>&lt;**</c> refused.</param>
public sealed record SwaksResult(int ExitCode, string Transcript);
