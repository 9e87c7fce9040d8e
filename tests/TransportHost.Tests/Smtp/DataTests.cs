using System.IO;
using System.Text;
using System.Threading.Tasks;
using Xunit;

namespace IpBlock.TransportHost.Smtp;

public sealed class DataTests
{
    private const string Envelope = "X-Envelope-From: a@example.org\r\nX-Envelope-To: b@example.org\r\n";

    [Theory]
    [InlineData("..dot\r\n...\r\n.x\r\n", ".dot\r\n..\r\nx\r\n")]
    [InlineData("a\r.\r\nb\r\n", "a\r.\r\nb\r\n")]
    [InlineData("\r\n\r\n\r\n", "\r\n\r\n\r\n")]
    [InlineData(".\rx\r\n", "\rx\r\n")]
    [InlineData("", "")]
    [InlineData("\u00e4\u00ff\0\r\n", "\u00e4\u00ff\0\r\n")]
    public async Task A_message_is_kept_as_it_was_sent_without_the_dots_of_the_protocol(string sent, string kept) =>
        Assert.Equal(kept, await Kept(sent + ".\r\n"));

    [Theory]
    [InlineData("\n.\n")]
    [InlineData("\n.\r\n")]
    [InlineData("\r\n.\n")]
    [InlineData("\r.\r")]
    [InlineData("\r\n.\r")]
    [InlineData("\r\n\0.\r\n")]
    public async Task Only_CRLF_dot_CRLF_ends_the_data(string end)
    {
        var smuggled = $"x{end}MAIL FROM:<evil@example.org>\r\nRCPT TO:<c@example.org>\r\nDATA\r\ny\r\n.\r\n";
        var kept = await Kept(smuggled);
        Assert.StartsWith("x", kept);
        Assert.EndsWith("MAIL FROM:<evil@example.org>\r\nRCPT TO:<c@example.org>\r\nDATA\r\ny\r\n", kept);
    }

    [Fact]
    public async Task The_end_may_come_in_pieces()
    {
        await using var host = await Host.Start();
        await using var client = await Data(host);
        foreach (var octet in "a: b\r\n\r\n..\r\n.\r\n")
            await client.Send(octet.ToString());
        Assert.StartsWith("250 2.6.0 1.eml", await client.Reply());
        Assert.Equal(Envelope + "a: b\r\n\r\n.\r\n", Read(host, "1.eml"));
    }

    [Fact]
    public async Task Files_are_numbered_after_those_that_are_there()
    {
        await using var host = await Host.Start();
        await using var client = await SmtpClient.Greeted(host.Plain);
        await client.Mail("a@example.org", "x", "b@example.org");
        await client.Mail("a@example.org", "y", "b@example.org");
        Assert.Equal(Envelope + "y\r\n", Read(host, "2.eml"));
        Assert.Equal("3.eml", await new MessageFolder(host.Folder).Store("<>", [], Stream.Null));
        Assert.Equal("X-Envelope-From: <>\r\n", Read(host, "3.eml"));
    }

    [Fact]
    public async Task A_message_that_cannot_be_kept_is_to_be_sent_again()
    {
        await using var host = await Host.Start();
        await using var client = await SmtpClient.Greeted(host.Plain);
        Directory.Delete(host.Folder, recursive: true);
        Assert.StartsWith("451 4.3.2", await client.Mail("a@example.org", "x", "b@example.org"));
        Assert.Contains("could not be kept", Assert.Single(host.Log));
        Directory.CreateDirectory(host.Folder);
    }

    [Fact]
    public void What_is_refused_already_is_read_but_not_held_in_memory()
    {
        using var content = new MemoryStream();
        var decoder = new DataDecoder(content, 100) { IsDiscarding = true };
        var octets = Encoding.ASCII.GetBytes("much\r\n.\r\nNOOP\r\n");
        Assert.Equal(9, decoder.Read(octets, 0, octets.Length, out var told));
        Assert.Equal((DataEvent.EndOfData, 0L), (told, content.Length));
    }

    private static async Task<string> Kept(string data)
    {
        await using var host = await Host.Start();
        await using var client = await Data(host);
        await client.Send(data);
        Assert.StartsWith("250 2.6.0", await client.Reply());
        await client.Expect("221", "QUIT");
        Assert.Single(Directory.GetFiles(host.Folder));
        return Read(host, "1.eml")[Envelope.Length..];
    }

    private static async Task<SmtpClient> Data(Host host)
    {
        var client = await SmtpClient.Greeted(host.Plain);
        await client.Expect("250", "MAIL FROM:<a@example.org>");
        await client.Expect("250", "RCPT TO:<b@example.org>");
        await client.Expect("354", "DATA");
        return client;
    }

    private static string Read(Host host, string file) => File.ReadAllText(Path.Combine(host.Folder, file), Encoding.Latin1);
}
