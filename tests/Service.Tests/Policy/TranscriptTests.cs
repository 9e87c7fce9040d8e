using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Service.Tests.Hosting;
using Xunit;

namespace IpBlock.Service.Tests.Policy;

/// <summary>
/// What Postfix sends on a connection (*.in) and all that the service answers until it closes (*.ref), byte for byte. Each folder has its settings. The client
/// 192.0.2.N is on the list of code 127.0.0.N.
/// </summary>
public sealed class TranscriptTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Policy", "Transcripts");

    public static TheoryData<string> All() => [.. Directory.EnumerateFiles(Folder, "*.in", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Folder, file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(All))]
    public async Task The_service_answers_as_written(string name)
    {
        var path = Path.Combine(Folder, name);
        await using var service = await StartAsync(Path.GetDirectoryName(path)!);
        using var client = await service.ConnectAsync();

        await client.SendAsync(await File.ReadAllBytesAsync(path));
        client.Finish();

        Assert.Equal(await File.ReadAllTextAsync(Path.ChangeExtension(path, ".ref")), await client.RestAsync());
    }

    [Theory]
    [InlineData("connect/refused.in")]
    [InlineData("recipient/exempt.in")]
    public async Task It_makes_no_difference_in_which_pieces_a_transcript_comes(string name)
    {
        var path = Path.Combine(Folder, name);
        await using var service = await StartAsync(Path.GetDirectoryName(path)!);
        using var client = await service.ConnectAsync();
        var random = new Random(name.Length);

        for (ReadOnlyMemory<byte> rest = await File.ReadAllBytesAsync(path); rest.Length > 0;)
        {
            var piece = Math.Min(rest.Length, random.Next(1, 40));
            await client.SendAsync(rest[..piece]);
            rest = rest[piece..];
            await Task.Yield();
        }

        client.Finish();
        Assert.Equal(await File.ReadAllTextAsync(Path.ChangeExtension(path, ".ref")), await client.RestAsync());
    }

    private static async Task<ServiceUnderTest> StartAsync(string folder)
    {
        var service = await ServiceUnderTest.StartAsync(await File.ReadAllTextAsync(Path.Combine(folder, "ipblock.json")));
        var codes = service.Dns.Zone("codes.test");
        foreach (var code in Enumerable.Range(2, 10))
            codes.Lists($"192.0.2.{code}", $"127.0.0.{code}").Text($"listed\r\n\r\naction=OK \u001b[31m {code}");
        service.Dns.Zone("six.test").Lists("2001:db8::2", "127.0.0.2");
        service.Dns.Zone("broken.test").At("192.0.2.99").ServFail();
        return service;
    }
}
