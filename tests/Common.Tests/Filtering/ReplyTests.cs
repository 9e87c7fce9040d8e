using System;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Filtering;
using Newtonsoft.Json;
using Xunit;

namespace IpBlock.Tests.Filtering;

public sealed class ReplyTests
{
    private const string Client = FilterUnderTest.Client;
    private const string Key = "k3yk3yk3yk3yk3yk3yk3yk3yk3";

    [Fact]
    public async Task A_text_that_turns_out_empty_is_replaced_by_the_default()
    {
        var test = FilterUnderTest.WithBlockLists(Some.List("bl", "\"anyMatch\": true, \"rejectionResponse\": \"%3\""));
        test.Lists.Lists("bl.test", FilterUnderTest.Client, "127.0.0.2");

        Assert.Equal("192.0.2.1 has been blocked by connection filter rule bl", (await test.EvaluateAsync()).Reply!.Text);
    }

    [Fact]
    public async Task The_default_reply_names_client_and_provider() =>
        Assert.Equal("550 5.7.1 192.0.2.1 has been blocked by connection filter rule one", (await ReplyAsync("")).ToString());

    [Theory]
    [InlineData("", "550 5.7.1")]
    [InlineData(", \"statusCode\": 450", "450 4.7.1")]
    [InlineData(", \"statusCode\": 554, \"enhancedCode\": \"5.7.25\"", "554 5.7.25")]
    [InlineData(", \"statusCode\": 421, \"enhancedCode\": \"4.0.0\"", "421 4.0.0")]
    public async Task The_codes_of_the_reply_are_the_provider_s(string properties, string codes) =>
        Assert.Equal(codes + " x", (await ReplyAsync(", \"rejectionResponse\": \"x\"" + properties)).ToString());

    [Fact]
    public async Task All_placeholders_come_from_this_client_s_answer()
    {
        var test = FilterUnderTest.WithBlockLists(Some.List("one", "\"ipAddressesMatch\": [ \"127.0.0.4\" ], \"rejectionResponse\": \"%0|%1|%2|%3|%4|100%%\""));
        test.Lists.Lists("one.test", Client, "127.0.0.3", "127.0.0.4").Explains("one.test", Client, "first", "second");
        var verdict = await test.EvaluateAsync();
        Assert.Equal("192.0.2.1|one|one.test|first / second|127.0.0.4|100%", verdict.Reply!.Text);
        Assert.Equal("first / second", verdict.Reason);
    }

    [Theory]
    [InlineData("Listed\r\n250 OK", "Listed??250 OK")]
    [InlineData("a\0b\u001b[2J\u0007", "a?b?[2J?")]
    [InlineData("gelöscht – ja", "gel?scht ? ja")]
    public async Task What_a_list_says_cannot_break_the_line(string reason, string shown)
    {
        var test = FilterUnderTest.WithBlockLists(Some.List("one", "\"anyMatch\": true, \"rejectionResponse\": \"%3\""));
        test.Lists.Lists("one.test", Client, "127.0.0.2").Explains("one.test", Client, reason);
        var verdict = await test.EvaluateAsync();
        Assert.Equal(shown, verdict.Reply!.Text);
        Assert.Equal(shown, verdict.Reason);
    }

    [Fact]
    public async Task A_reason_of_four_kilobytes_is_cut_and_leaves_room_for_the_rest()
    {
        var test = FilterUnderTest.WithBlockLists(Some.List("one", "\"anyMatch\": true, \"rejectionResponse\": \"%3 (%0)\""));
        test.Lists.Lists("one.test", Client, "127.0.0.2").Explains("one.test", Client, new string('r', 2048), new string('r', 2048));
        var verdict = await test.EvaluateAsync();
        Assert.Equal(new string('r', 200) + " (192.0.2.1)", verdict.Reply!.Text);
        Assert.InRange(verdict.Reason.Length, 200, 1000);
    }

    [Fact]
    public async Task The_longest_reply_fits_a_line_of_SMTP()
    {
        var test = FilterUnderTest.WithBlockLists(Some.List("one", $$"""
            "anyMatch": true, "rejectionResponse": "{{string.Concat(Enumerable.Repeat("%3", 120))}}"
            """));
        test.Lists.Lists("one.test", Client, "127.0.0.2").Explains("one.test", Client, new string('r', 255));
        var reply = (await test.EvaluateAsync()).Reply!;
        Assert.InRange(reply.ToString().Length + 2, 400, 512);
    }

    [Theory]
    [InlineData(Key + ".zen.dq.spamhaus.net", "", "zen.dq.spamhaus.net")]
    [InlineData(Key + ".combined.mail.abusix.zone", "", "combined.mail.abusix.zone")]
    [InlineData(Key + ".bl.example.net", ", \"publicName\": \"bl.example.net\"", "bl.example.net")]
    [InlineData(Key + ".example.net", ", \"publicName\": \"Paid list\"", "Paid list")]
    public async Task The_key_of_a_lookup_domain_is_in_no_reply_even_if_the_list_itself_says_it(string domain, string more, string shown)
    {
        var test = new FilterUnderTest($$"""
            { "blockProviders": [ { "name": "keyed", "lookupDomain": "{{domain}}"{{more}}, "anyMatch": true, "rejectionResponse": "%2: %3" } ] }
            """);
        test.Lists.Lists(domain, Client, "127.0.0.2").Explains(domain, Client, $"see http://list.example/?q=1.2.0.192.{domain.ToUpperInvariant()}. or key={Key}");
        var verdict = await test.EvaluateAsync();
        Assert.StartsWith(shown + ": see http://list.example/?q=1.2.0.192.", verdict.Reply!.Text, StringComparison.Ordinal);
        foreach (var text in new[] { verdict.Reply.ToString(), verdict.Reason, JsonConvert.SerializeObject(verdict), System.Text.Json.JsonSerializer.Serialize(verdict.Reply) })
            Assert.DoesNotContain(Key, text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_list_without_a_key_may_say_its_own_name()
    {
        var test = FilterUnderTest.WithBlockLists(Some.List("one", "\"anyMatch\": true, \"rejectionResponse\": \"%3\""));
        test.Lists.Lists("one.test", Client, "127.0.0.2").Explains("one.test", Client, "listed in one.test");
        Assert.Equal("listed in one.test", (await test.EvaluateAsync()).Reply!.Text);
    }

    [Theory]
    [InlineData("%3", true, true)]
    [InlineData("{3}", true, true)]
    [InlineData("%3", false, false)]
    [InlineData("%0 %1 %2 %4 %%3", true, false)]
    public async Task The_reason_is_asked_for_only_after_a_match_and_only_to_be_shown(string template, bool listed, bool asked)
    {
        foreach (var lookup in new[] { "parallel", "sequential" })
        {
            var test = new FilterUnderTest($$"""
                { "lookup": "{{lookup}}", "blockProviders": [ {{Some.List("one", $"\"anyMatch\": true, \"rejectionResponse\": \"{template}\"")}}, {{Some.List("two", "\"anyMatch\": true, \"rejectionResponse\": \"%3\"")}} ] }
                """);
            if (listed)
                test.Lists.Lists("one.test", Client, "127.0.0.2").Lists("two.test", Client, "127.0.0.2");
            await test.EvaluateAsync();
            Assert.Equal(asked ? ["Txt 1.2.0.192.one.test"] : [], test.Lists.Queries.Where(query => query.StartsWith("Txt", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task A_silent_reason_holds_the_reply_up_no_longer_than_a_lookup()
    {
        var test = FilterUnderTest.WithBlockLists(Some.List("one", "\"anyMatch\": true, \"rejectionResponse\": \"Listed. %3\""));
        test.Lists.Lists("one.test", Client, "127.0.0.2").Silent("2.0.192.one.test");
        test.Lists.Delays("A 1.2.0.192.one.test", 1.5);
        var verdict = test.EvaluateAsync();
        await test.PassAsync(1.5);
        await Some.UntilAsync(() => test.Clock.Waiting == 2, "the lookup of the reason with its deadline");
        test.Clock.Advance(TimeSpan.FromSeconds(1.5));
        Assert.Equal("Listed.", (await verdict).Reply!.Text);
        Assert.Equal(TimeSpan.FromSeconds(3), (await verdict).Took);
    }

    [Fact]
    public void A_reply_is_one_line_of_printable_ASCII_whatever_it_is_made_of()
    {
        var reply = new SmtpReply(550, "5.7.1", "a\r\nb\0" + new string('x', 5000));
        Assert.Equal("550 5.7.1 a??b?xxx", reply.ToString()[..18]);
        Assert.Equal(500, reply.ToString().Length);
        Assert.DoesNotContain(reply.ToString(), c => c is < ' ' or > '~');
    }

    private static async Task<SmtpReply> ReplyAsync(string properties)
    {
        var test = FilterUnderTest.WithBlockLists(Some.List("one", "\"anyMatch\": true" + properties));
        test.Lists.Lists("one.test", Client, "127.0.0.2");
        var verdict = await test.EvaluateAsync();
        Assert.Equal(VerdictAction.Reject, verdict.Action);
        return verdict.Reply!;
    }
}
