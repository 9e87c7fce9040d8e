using System;
using System.IO;
using System.Linq;
using IpBlock.Administration.Replay;
using IpBlock.Tests;
using IpBlock.Tests.Settings;
using Xunit;

namespace IpBlock.Administration.Tests.Replay;

/// <summary>What a line says of more than answers: brakes, suspensions, lists in files, names, and what cannot be known from it.</summary>
public sealed class RecordedStateTests : IDisposable
{
    private const string Refusal = "550 5.7.1 no";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("b:a=127.0.0.2|", "", ReplayedAction.Report)]
    [InlineData("b:a=127.0.0.2|", ", \"brake\": \"report\"", ReplayedAction.Reject)]
    [InlineData("b:a=127.0.0.2|", ", \"brake\": \"never\"", ReplayedAction.Reject)]
    [InlineData("b:a=127.0.0.2~", "", ReplayedAction.Reject)]
    [InlineData("b:a=127.0.0.2~", ", \"mode\": \"report\"", ReplayedAction.Report)]
    public void A_list_that_was_braked_only_reports_as_long_as_it_may_be_braked(string steps, string more, ReplayedAction after)
    {
        var line = new LoggedLine { Action = "ReportConnection", Reply = Refusal, Rule = "BlockProvider", Provider = "a", Steps = steps };
        using var replay = Replay("{ \"blockProviders\": [ " + Some.List("a", "\"anyMatch\": true" + more) + " ] }");
        Assert.Equal((ReplayedAction.Report, after), Of(replay.Judge(line.Read())));
    }

    [Fact]
    public void The_brake_of_one_line_is_none_of_the_next()
    {
        using var replay = Replay("{ \"blockProviders\": [ " + Some.List("a") + " ] }");
        var braked = new LoggedLine { Action = "ReportConnection", Reply = Refusal, Steps = "b:a=127.0.0.2|" }.Read();
        var free = new LoggedLine { Action = "RejectConnection", Reply = Refusal, Steps = "b:a=127.0.0.2!" }.Read();
        Assert.Equal([ReplayedAction.Report, ReplayedAction.Reject, ReplayedAction.Report], new[] { braked, free, braked }.Select(line => replay.Judge(line).After!.Value));
    }

    [Fact]
    public void A_list_that_was_suspended_is_asked_nothing_and_defers_only_if_it_did()
    {
        using var replay = Replay("{ \"onFailure\": \"defer\", \"blockProviders\": [ " + Some.List("a") + " ] }");
        var lines = new[]
        {
            new LoggedLine { Steps = "b:a=Suspended" },
            new LoggedLine { Action = "RejectConnection", Reply = "451 4.7.1 later", Rule = "ListsSilent", Steps = "b:a=Suspended" },
            new LoggedLine { Steps = "b:a=-" },
            new LoggedLine { Action = "RejectConnection", Reply = "451 4.7.1 later", Rule = "ListsSilent", Steps = "b:a=Late" },
        };
        Assert.Equal([ReplayedAction.Accept, ReplayedAction.Defer, ReplayedAction.Accept, ReplayedAction.Defer], lines.Select(line => replay.Judge(line.Read()).After!.Value));
    }

    [Theory]
    [InlineData("\"kind\": \"block\"", "l:mine=!", ReplayedAction.Reject)]
    [InlineData("\"kind\": \"block\", \"statusCode\": 450", "l:mine=!", ReplayedAction.Defer)]
    [InlineData("\"kind\": \"block\", \"mode\": \"report\"", "l:mine=!", ReplayedAction.Report)]
    [InlineData("\"kind\": \"allow\"", "l:mine=!", ReplayedAction.Accept)]
    [InlineData("\"kind\": \"block\"", "b:a=-", ReplayedAction.Accept)]
    public void A_list_in_a_file_held_whom_the_line_says_whatever_it_holds_today(string list, string steps, ReplayedAction after)
    {
        File.WriteAllText(_folder.PathOf("mine.txt"), "198.51.100.1\n");
        using var replay = Replay("{ \"lists\": [ { \"name\": \"mine\", \"file\": \"mine.txt\", " + list + " } ], \"blockProviders\": [ " + Some.List("a") + " ] }");
        Assert.Equal(after, replay.Judge(new LoggedLine { Action = "RejectConnection", Reply = Refusal, Rule = "BlockList", Steps = steps }.Read()).After);
    }

    [Fact]
    public void A_list_in_a_file_that_is_new_holds_whom_it_holds_today_and_one_that_is_gone_nobody()
    {
        File.WriteAllText(_folder.PathOf("new.txt"), "192.0.2.1\n");
        const string With = "{ \"lists\": [ { \"name\": \"new\", \"file\": \"new.txt\" } ] }";
        using var added = Replay(With, "{}");
        using var gone = Replay("{}", With);
        Assert.Equal(ReplayedAction.Reject, added.Judge(new LoggedLine().Read()).After);
        Assert.Equal(ReplayedAction.Accept, gone.Judge(new LoggedLine { Action = "RejectConnection", Reply = Refusal, Rule = "BlockList", Steps = "l:new=!" }.Read()).After);
    }

    [Theory]
    [InlineData("\"blockList\": [ \"192.0.2.1\" ], ", ReplayedAction.Reject)]
    [InlineData("\"allowList\": [ \"192.0.2.1\" ], ", ReplayedAction.Accept)]
    [InlineData("\"exceptions\": { \"clients\": [ \"192.0.2.1\" ] }, ", ReplayedAction.Accept)]
    [InlineData("\"exceptions\": { \"recipients\": [ \"abuse@*\" ] }, ", ReplayedAction.Accept)]
    public void What_stands_before_a_list_in_a_file_decides_before_it(string settings, ReplayedAction after)
    {
        using var replay = Replay("{ " + settings + "\"lists\": [ { \"name\": \"mine\", \"file\": \"mine.txt\" } ] }");
        var line = new LoggedLine { Action = "RejectCommand", Reply = Refusal, Rule = "BlockList", Steps = "l:mine=!", Recipient = "abuse@site.test" };
        Assert.Equal(after, replay.Judge(line.Read()).After);
    }

    [Theory]
    [InlineData("", ReplayedAction.Accept)]
    [InlineData("mail.client.test", ReplayedAction.Accept)]
    [InlineData("mx.site.test", ReplayedAction.Reject)]
    [InlineData("192.0.2.1", ReplayedAction.Reject)]
    public void What_the_client_called_itself_is_heard(string helo, ReplayedAction after)
    {
        using var replay = Replay("{ \"helo\": { \"enabled\": true, \"own\": [ \"mx.site.test\" ] } }");
        Assert.Equal(after, replay.Judge(new LoggedLine { Helo = helo, Local = "192.0.2.25:25" }.Read()).After);
    }

    [Fact]
    public void An_address_of_this_server_as_a_name_is_known_by_the_end_the_client_came_to()
    {
        using var replay = Replay("{ \"helo\": { \"enabled\": true } }");
        Assert.Equal(ReplayedAction.Reject, replay.Judge(new LoggedLine { Helo = "[192.0.2.25]", Local = "192.0.2.25:25" }.Read()).After);
        Assert.Equal(ReplayedAction.Accept, replay.Judge(new LoggedLine { Helo = "[192.0.2.26]", Local = "192.0.2.25:25" }.Read()).After);
    }

    [Theory]
    [InlineData("Authenticated", "", ReplayedAction.Accept)]
    [InlineData("Bypassed", "", ReplayedAction.Accept)]
    [InlineData("LocalPort", "192.0.2.25:587", ReplayedAction.Accept)]
    [InlineData("", "192.0.2.25:25", ReplayedAction.Reject)]
    public void Who_had_logged_in_or_came_to_an_exempt_port_is_exempt_again(string rule, string local, ReplayedAction after)
    {
        using var replay = Replay("{ \"blockList\": [ \"192.0.2.1\" ] }");
        Assert.Equal(after, replay.Judge(new LoggedLine { Rule = rule, Local = local }.Read()).After);
    }

    [Fact]
    public void An_entry_that_had_not_expired_at_the_time_holds()
    {
        using var replay = Replay("{ \"blockList\": [ { \"address\": \"192.0.2.1\", \"expires\": \"2026-01-02T03:04:06Z\" } ] }");
        Assert.Equal(ReplayedAction.Reject, replay.Judge(new LoggedLine().Read()).After);
        Assert.Equal(ReplayedAction.Accept, replay.Judge(new LoggedLine { Time = "2026-01-02T03:04:06.000Z" }.Read()).After);
    }

    [Theory]
    [InlineData("d=-", ReplayedAction.Accept)]
    [InlineData("d=192-0-2-1.dsl.isp.test!", ReplayedAction.Reject)]
    [InlineData("d=!", ReplayedAction.Reject)]
    [InlineData("d=Failed", ReplayedAction.Accept)]
    [InlineData("", null)]
    public void A_reverse_name_is_what_the_line_has_of_it(string steps, ReplayedAction? after)
    {
        using var replay = Replay("{ \"dynamicHosts\": { \"enabled\": true } }");
        var judged = replay.Judge(new LoggedLine { Steps = steps }.Read());
        Assert.Equal((after, after is null ? "the client's reverse name was not looked up at the time" : ""), (judged.After, judged.Why));
    }

    [Theory]
    [InlineData("{}", null)]
    [InlineData("{ \"exceptions\": { \"clients\": [ \"*.partner.test\" ] } }", ReplayedAction.Reject)]
    public void Whether_a_client_has_a_host_name_that_is_new_among_the_exceptions_is_not_known(string before, ReplayedAction? after)
    {
        using var replay = Replay("{ \"blockList\": [ \"192.0.2.1\" ], \"exceptions\": { \"clients\": [ \"*.partner.test\" ] } }", before);
        var judged = replay.Judge(new LoggedLine { Action = "RejectConnection", Reply = Refusal }.Read());
        Assert.Equal(after, judged.After);
        Assert.Equal(after is null, judged.Why.Contains("host names that were added", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"exceptions\": { \"recipients\": [ \"abuse@*\" ] }", null)]
    [InlineData("\"recipientPolicies\": [ { \"name\": \"p\", \"recipients\": [ \"*@a.test\" ] } ]", null)]
    [InlineData("\"lookup\": \"parallel\"", ReplayedAction.Reject)]
    public void Who_a_hashed_recipient_is_is_not_known(string settings, ReplayedAction? after)
    {
        using var replay = Replay("{ \"blockList\": [ \"192.0.2.1\" ], " + settings + " }");
        var judged = replay.Judge(new LoggedLine { Action = "RejectCommand", Reply = Refusal, Recipient = "#0123456789abcdef" }.Read());
        Assert.Equal((after, after is null ? "the log does not contain the recipient" : ""), (judged.After, judged.Why));
    }

    [Fact]
    public void A_line_without_a_client_cannot_be_told()
    {
        using var replay = Replay("{}");
        var judged = replay.Judge(new LoggedLine { Client = "" }.Read());
        Assert.Equal(((ReplayedAction?)null, "the line contains no client"), (judged.After, judged.Why));
    }

    [Theory]
    [InlineData("AcceptRecipient", "", ReplayedAction.Accept)]
    [InlineData("MarkMessage", "", ReplayedAction.Mark)]
    [InlineData("RejectCommand", "451 4.7.1 later", ReplayedAction.Defer)]
    public void Mail_that_is_deferred_once_was_accepted_when_it_came_again(string action, string reply, ReplayedAction after)
    {
        using var replay = Replay("{ \"verdict\": \"score\", \"thresholds\": { \"reject\": 3, \"defer\": 1 }, \"deferOnce\": { \"enabled\": true }, \"blockProviders\": [ " + Some.List("a") + " ] }");
        var line = new LoggedLine { Action = action, Reply = reply, Rule = "Score", Provider = "a", Recipient = "user@site.test", Steps = "b:a=127.0.0.2*" };
        Assert.Equal((after, after), Of(replay.Judge(line.Read())));
    }

    [Fact]
    public void Without_deferring_once_the_same_mail_is_deferred_each_time()
    {
        using var replay = Replay("{ \"verdict\": \"score\", \"thresholds\": { \"reject\": 3, \"defer\": 1 }, \"blockProviders\": [ " + Some.List("a") + " ] }");
        var line = new LoggedLine { Action = "AcceptRecipient", Rule = "Score", Provider = "a", Recipient = "user@site.test", Steps = "b:a=127.0.0.2*" };
        Assert.Equal((ReplayedAction.Accept, ReplayedAction.Defer), Of(replay.Judge(line.Read())));
    }

    [Theory]
    [InlineData("\"anyMatch\": true", "defer", null)]
    [InlineData("\"anyMatch\": true, \"mode\": \"report\"", "defer", ReplayedAction.Accept)]
    [InlineData("\"anyMatch\": true, \"onFailure\": \"accept\"", "defer", ReplayedAction.Accept)]
    [InlineData("\"anyMatch\": true, \"onFailure\": \"defer\"", "accept", null)]
    [InlineData("\"anyMatch\": true, \"ipv4\": false", "defer", ReplayedAction.Accept)]
    public void A_new_list_whose_scores_can_change_nothing_matters_only_if_its_silence_would_defer(string list, string otherwise, ReplayedAction? after)
    {
        using var replay = Replay("{ \"verdict\": \"score\", \"thresholds\": { \"reject\": 9 }, \"onFailure\": \"" + otherwise + "\", \"blockProviders\": [ " + Some.List("new", list) + ", "
            + Some.List("known", "\"anyMatch\": true, \"score\": 20") + " ] }");
        Assert.Equal(after, replay.Judge(new LoggedLine { Steps = "b:known=-" }.Read()).After);
    }

    private static (ReplayedAction Before, ReplayedAction? After) Of(ReplayedDecision judged) => (judged.Before, judged.After);

    private IpBlock.Administration.Replay.Replay Replay(string settings, string? before = null) =>
        new(Some.Settings(settings), _folder.PathOf("ipblock.json"), Some.Settings(before ?? settings));
}
