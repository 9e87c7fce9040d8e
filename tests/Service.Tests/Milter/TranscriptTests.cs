using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Service.Milter;
using Xunit;

namespace IpBlock.Service.Tests.Milter;

/// <summary>
/// What mail servers say (<c>.in</c>) and what they are answered (<c>.ref</c>: the packet, the answers behind &lt;, and what the decision log has of it). The offers are those that
/// Postfix 3.7.11 and Sendmail 8.17.1.9 were heard to make.
/// </summary>
public sealed class TranscriptTests
{
    public static TheoryData<string> All() => [.. Directory.GetFiles(TestDoor.Transcripts, "*.in").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(All))]
    public async Task The_conversation_goes_as_written(string name)
    {
        using var door = new TestDoor(Settings(name));
        var session = new MilterSession(door.Door);
        var spoken = new List<string>();
        foreach (var packet in Packets(name))
        {
            spoken.Add(packet);
            spoken.AddRange((await TestDoor.SayAsync(session, packet)).Select(answer => "< " + answer));
        }

        spoken.AddRange(door.Log().Select(line => "log " + line));
        var reference = Path.Combine(TestDoor.Transcripts, name + ".ref");
        Assert.Equal(await File.ReadAllTextAsync(reference), string.Join('\n', spoken) + "\n");
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task The_same_bytes_over_a_socket_get_the_same_answers(string name)
    {
        using var door = new TestDoor(Settings(name));
        await using var server = MilterServer.Start(door);
        using var peer = await server.ConnectAsync();
        await peer.SendAsync(Wire.Packets(Packets(name)));
        peer.EndSending();

        var expected = File.ReadLines(Path.Combine(TestDoor.Transcripts, name + ".ref")).Where(line => line.StartsWith("< ", StringComparison.Ordinal))
            .Select(line => line[2..]).TakeWhile(line => line is not ("End" or "Malformed" or "NotNegotiated" or "UnknownCommand"));
        Assert.Equal(expected, Wire.Read(await peer.ReadToEndAsync()));
    }

    // The first line names the settings: "# exempt: …".
    private static string Settings(string name) => File.ReadLines(Path.Combine(TestDoor.Transcripts, name + ".in")).First()[2..].Split(':')[0];

    private static IEnumerable<string> Packets(string name) =>
        File.ReadLines(Path.Combine(TestDoor.Transcripts, name + ".in")).Where(line => line.Length > 0 && line[0] != '#');
}
