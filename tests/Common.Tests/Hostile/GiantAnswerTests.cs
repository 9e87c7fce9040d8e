using System;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using IpBlock.Dns;
using IpBlock.Filtering;
using IpBlock.Testing.Dns;
using IpBlock.Tests.Dns;
using Xunit;

namespace IpBlock.Tests.Hostile;

/// <summary>Answers as large as TCP lets them be: 64 KB. Each ends in the cache, of which there may be a hundred thousand entries.</summary>
public sealed class GiantAnswerTests : IAsyncDisposable
{
    private const string Name = "1.2.0.192.bl.example";
    private static readonly byte[] LongString = [.. Enumerable.Repeat((byte)'x', 255)];
    private readonly Rig _rig = new();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task One_text_of_64_KB_is_cut()
    {
        _rig.Zone.Lists("192.0.2.1").RawText([.. Enumerable.Repeat(LongString, 250)]);
        Assert.Equal([new string('x', 1024)], (await _rig.AskAsync(Name, DnsType.Txt)).Texts);
        Assert.Equal(Transport.Tcp, _rig.Server.Queries[^1].Transport);
    }

    [Fact]
    public async Task Of_many_texts_no_more_is_kept_than_of_one()
    {
        var zone = _rig.Zone.Lists("192.0.2.1");
        for (var i = 0; i < 120; i++)
            zone.RawText(LongString, LongString);
        var texts = (await _rig.AskAsync(Name, DnsType.Txt)).Texts;
        Assert.Equal([510, 510], texts.Select(static text => text.Length));
    }

    [Fact]
    public async Task Of_many_short_texts_sixteen_are_kept()
    {
        var zone = _rig.Zone.Lists("192.0.2.1");
        for (var i = 0; i < 3000; i++)
            zone.Text("x");
        Assert.Equal(Enumerable.Repeat("x", 16), (await _rig.AskAsync(Name, DnsType.Txt)).Texts);
    }

    [Fact]
    public async Task Of_many_reverse_names_the_first_are_kept_and_none_is_cut()
    {
        var names = Enumerable.Range(0, 200).Select(static i => string.Join('.', new string('a', 60), new string('b', 60), new string('c', 60), "n" + i)).ToArray();
        _rig.Server.Reverse("192.0.2.1", names);
        Assert.Equal(names[..5], (await _rig.AskAsync("1.2.0.192.in-addr.arpa", DnsType.Ptr)).Texts);
    }

    [Fact]
    public async Task Of_thousands_of_addresses_the_first_are_kept()
    {
        _rig.Zone.Lists("192.0.2.1").ManyAddresses(4000);
        var answer = await _rig.AskAsync(Name);
        Assert.Equal(Enumerable.Range(2, 128), answer.Addresses.Select(static bits => (int)(bits & 0xFFFF)));
        var host = _rig.Server.Name("mx.example.com");
        for (var i = 0; i < 1500; i++)
            host.Host("2001:db8::" + i.ToString("x", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(128, (await _rig.AskAsync("mx.example.com", DnsType.Aaaa)).Hosts.Count);
    }

    [Fact]
    public async Task A_giant_text_makes_a_reply_of_one_line_that_SMTP_can_bear()
    {
        await using var test = new EngineUnderTest();
        var script = test.Server.Zone("one.test").Lists(EngineUnderTest.Client, "127.0.0.2");
        script.RawText([.. Enumerable.Repeat(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("250 OK\r\n", 31))), 250)]);
        test.Write($"\"blockProviders\": [ {Some.List("one", "\"anyMatch\": true, \"rejectionResponse\": \"%3\"")} ]");
        var verdict = await test.EvaluateAsync();
        Assert.Equal(VerdictAction.Reject, verdict.Action);
        var line = verdict.Reply!.ToString();
        Assert.InRange(line.Length, 100, 510); // RFC 5321 §4.5.3.1.5: 512 octets with CR LF
        Assert.All(line, static c => Assert.InRange(c, ' ', '~'));
    }
}
