using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using IpBlock.Testing.Servers;

namespace IpBlock.EndToEnd.Import;

/// <summary>The real Exim, asked about clients.</summary>
internal sealed class EximServer : IDifferentialServer
{
    public async Task<IReadOnlyList<bool>> AskAsync(DifferentialCase configuration, IPAddress resolver, IReadOnlyList<DifferentialQuestion> questions)
    {
        var spoken = await Exim.TalkAsync(configuration.Text, resolver, [.. questions.Select(Session)]);
        return [.. spoken.Select(text => !text.Contains("\n250 OK id=", StringComparison.Ordinal))];
    }

    private static EximSession Session(DifferentialQuestion question) => new(
        question.Client,
        [
            "EHLO " + question.Envelope.Helo, $"MAIL FROM:<{question.Envelope.Sender}>", $"RCPT TO:<{question.Envelope.Recipient}>", "DATA",
            "Subject: hello", "", "Hello.", ".", "QUIT",
        ]);
}
