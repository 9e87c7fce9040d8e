using System;
using System.Threading.Tasks;
using Xunit;

namespace IpBlock.Service.Tests.Commands;

/// <summary>A command line that is none says what was meant, or what there is.</summary>
public sealed class MistypedCommandTests
{
    [Theory]
    [InlineData("", "ipblock: ipblock needs a command; possible: provider, entry, lists, exception, policy, config, ")]
    [InlineData("provider", "ipblock: ipblock provider needs a command; possible: list, show, add, set")]
    [InlineData("config", "ipblock: ipblock config needs a command; possible: get, set, validate, path, history, diff, undo")]
    [InlineData("provder list", "ipblock: there is no command 'provder' in ipblock; did you mean 'provider'?")]
    [InlineData("config hsitory", "ipblock: there is no command 'hsitory' in ipblock config; did you mean 'history'?")]
    [InlineData("entry zzzzzz", "ipblock: there is no command 'zzzzzz' in ipblock entry; possible: list, add, remove")]
    [InlineData("provider list --knd block", "ipblock: ipblock provider list has no option '--knd'; did you mean '--kind'?")]
    [InlineData("check 192.0.2.1 --recipent a@b.test", "ipblock: ipblock check has no option '--recipent'; did you mean '--recipient'?")]
    [InlineData("entry list --jsn", "ipblock: ipblock entry list has no option '--jsn'; did you mean '--json'?")]
    [InlineData("log exmpt", "ipblock: there is no command 'exmpt' in ipblock log; did you mean 'exempt'?")]
    [InlineData("log --refusd", "ipblock: ipblock log has no option '--refusd'; did you mean '--refused'?")]
    [InlineData("log -n many", "ipblock: Cannot parse argument 'many' for option '-n'")]
    [InlineData("provider list --zzzzzzz", "ipblock: ipblock provider list has no option '--zzzzzzz'; see the help for its options")]
    public async Task The_nearest_word_is_named(string words, string said)
    {
        using var cli = new Cli("{}");
        var result = await cli.RunBareAsync(words.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal((2, ""), (result.Code, result.Output));
        Assert.StartsWith(said, result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("provider add x --lookup-domain x.test", "ipblock: no return codes are set as a match; set --any-match to true, or set --bitmask-match, --ip-addresses-match or both\n")]
    [InlineData("provider set A --status-code 99", "ipblock: --status-code: 99 is too small; possible: 400 to 599\n")]
    [InlineData("provider set A --bitmask-match 0.0.0", "ipblock: --bitmask-match: '0.0.0' is not a bit mask; write four octets, such as 0.0.0.4\n")]
    [InlineData("lists add q --file a --url https://b.test/x", "ipblock: the list has both file and url; set --file or --url, not both\n")]
    [InlineData("config set lookupTimeout 5", "ipblock: lookupTimeout: '5' has no unit; write a whole number and a unit, such as 500ms, 2s, 5m, 1h or 7d\n")]
    [InlineData("entry add 0.0.0.0/0", "ipblock: 0.0.0.0/0 covers half of all IPv4 addresses or more; use a smaller range, or use --force if it is intended\n")]
    public async Task An_error_names_the_option_that_was_given(string words, string said)
    {
        using var cli = new Cli("""{ "blockProviders": [ { "name": "A", "lookupDomain": "a.test", "anyMatch": true } ] }""");
        var result = await cli.RunAsync(words.Split(' '));
        Assert.Equal((2, "", said), (result.Code, result.Output, result.Error));
        Assert.Equal(said, (await cli.RunAsync([.. words.Split(' '), "--dry-run"])).Error);
    }

    [Theory]
    [InlineData("provider show --help")]
    [InlineData("provider test --help")]
    [InlineData("lists show --help")]
    public async Task The_help_does_not_name_what_this_server_has(string words)
    {
        using var cli = new Cli("""{ "blockProviders": [ { "name": "MyProvider", "lookupDomain": "a.test", "anyMatch": true } ], "lists": [ { "name": "MyList", "file": "x" } ] }""");
        cli.Environment["IPBLOCK_SETTINGS"] = cli.SettingsPath;
        var help = (await cli.RunBareAsync(words.Split(' '))).Output;
        Assert.DoesNotContain("My", help, StringComparison.Ordinal);
        Assert.Contains("NAME", help, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_version_is_the_same_however_it_is_asked_for()
    {
        using var cli = new Cli();
        Assert.Equal(await cli.RunBareAsync("version"), await cli.RunBareAsync("--version"));
    }

    [Theory]
    [InlineData("{ \"lists\": [ { \"name\": \"own\", \"file\": \"/nonexistent\" } ] }", 0, true, 1)]
    [InlineData("{ \"lookup\": 7 }", 2, false, 0)]
    [InlineData("{ \"log\": { \"enabled\": false } }", 0, true, 0)]
    public async Task The_check_of_the_service_prints_json_when_it_is_asked_to(string settings, int code, bool valid, int troubles)
    {
        using var cli = new Cli("{ \"dns\": { \"servers\": [ \"192.0.2.53\" ] }," + settings[1..]);
        var result = await cli.RunAsync("serve", "--check", "--json");
        Assert.Equal((code, valid), (result.Code, (bool)result.Json["valid"]!));
        Assert.Equal(troubles, ((Newtonsoft.Json.Linq.JArray)result.Json["troubles"]!).Count);
    }
}
