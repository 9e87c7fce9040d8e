using System;
using System.IO;
using System.Threading.Tasks;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.EndToEnd;

/// <summary><c>ipblock check</c> says of a client what the agent does to it on the wire.</summary>
public sealed class CheckTests(Doors doors) : IClassFixture<Doors>
{
    [Theory]
    [InlineData("192.0.2.2", "connect")] // any code
    [InlineData("192.0.2.5", "connect")] // bit mask
    [InlineData("192.0.2.14", "connect")] // response list, default text
    [InlineData("192.0.2.30", "connect")] // 450, with the list's reason
    [InlineData("2001:db8::bad", "connect")]
    [InlineData("2001:db8::1", "connect")] // not listed
    [InlineData("192.0.2.13", "connect")] // codes outside the rules
    [InlineData("192.0.2.200", "connect")] // exempt client
    [InlineData("192.0.2.250", "connect")] // exception that has expired
    [InlineData("192.0.2.40", "connect")] // allow provider
    [InlineData("192.0.2.254", "connect")] // error code
    [InlineData("192.0.2.2", "recipient")]
    [InlineData("198.51.100.1", "recipient")]
    [InlineData("192.0.2.2", "dead-list")]
    [InlineData("198.51.100.1", "dead-list")]
    [InlineData("192.0.2.60", "names")] // an end user's line
    [InlineData("192.0.2.61", "names")] // let be
    [InlineData("192.0.2.62", "names")] // no reverse name
    [InlineData("192.0.2.63", "names")] // an exception of the rule
    [InlineData("198.51.100.60", "names")] // silent name servers
    [InlineData("192.0.2.61", "names", "192.0.2.61")]
    [InlineData("192.0.2.61", "names", "mail.site.example")]
    [InlineData("192.0.2.60", "names", "mail.site.example")]
    [InlineData("192.0.2.61", "names-connect", "mail.site.example")]
    [InlineData("192.0.2.61", "names-report", "mail.site.example")]
    public async Task The_reply_foretold_is_the_reply_given(string client, string settings, string helo = "mail.sender.example")
    {
        var door = (AgentDoor)await doors.OpenAsync("agent", settings);

        var (code, output) = await RealProcess.RunAsync("dotnet", [Door.ServicePath, "check", client, "--recipient", "user@site.example", "--helo", helo, "--settings", door.SettingsPath]);
        var given = await AskAsync(door, client, helo);

        Assert.Equal(given.StartsWith('2') ? 0 : 1, code);
        if (given.StartsWith('2'))
            Assert.Matches("Verdict +accept", output);
        else
            Assert.Contains(given, output, StringComparison.Ordinal);
    }

    // The reply that decides: the greeting, or what is said to the recipient.
    private static async Task<string> AskAsync(AgentDoor door, string client, string helo)
    {
        await using var stream = await door.SessionHost.ConnectAsync(System.Net.IPAddress.Parse(client), default);
        using var reader = new StreamReader(stream);
        await using var writer = new StreamWriter(stream) { NewLine = "\r\n", AutoFlush = true };
        var reply = await ReplyAsync(reader);
        foreach (var line in new[] { "EHLO " + helo, "MAIL FROM:<a@sender.example>", "RCPT TO:<user@site.example>" })
        {
            if (!reply.StartsWith('2'))
                return reply;
            await writer.WriteLineAsync(line.AsMemory());
            reply = await ReplyAsync(reader);
        }

        return reply;
    }

    private static async Task<string> ReplyAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)) is { } line)
        {
            if (line.Length < 4 || line[3] != '-')
                return line;
        }

        throw new EndOfStreamException("The server hung up without a reply.");
    }
}
