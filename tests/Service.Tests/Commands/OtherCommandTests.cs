using System;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Administration.Catalogue;
using Xunit;

namespace IpBlock.Service.Tests.Commands;

public sealed class OtherCommandTests
{
    private const string Keyed = """{ "blockProviders": [ { "name": "Keyed", "lookupDomain": "abcdefghijklmnopqrstuvwxyz.zen.dq.spamhaus.net", "anyMatch": true } ] }""";

    [Fact]
    public async Task An_export_with_secrets_can_be_imported_elsewhere()
    {
        using var from = new Cli(Keyed);
        using var to = new Cli("""{ "onFailure": "defer" }""");
        var file = to.Write("export.json", await from.DoAsync("export", "--secrets"));
        await to.DoAsync("import", file);
        Assert.Equal("abcdefghijklmnopqrstuvwxyz.zen.dq.spamhaus.net", to.Settings().BlockProviders[0].LookupDomain.Reveal());
        Assert.Equal("Accept", to.Settings().OnFailure.ToString());
    }

    [Fact]
    public async Task An_export_without_secrets_says_whose_key_is_left_out()
    {
        using var cli = new Cli(Keyed);
        var result = await cli.RunAsync("export");
        Assert.Equal((0, "zen.dq.spamhaus.net"), (result.Code, (string)result.Json["blockProviders"]![0]!["lookupDomain"]!));
        Assert.Contains("Keyed. To include them, use --secrets", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_are_imported_from_the_standard_input()
    {
        using var cli = new Cli { Input = """{ "onFailure": "defer" }""" };
        await cli.DoAsync("import", "-");
        Assert.Equal("""{ "onFailure": "defer" }""", cli.SettingsText.Trim());
    }

    [Fact]
    public async Task A_file_that_is_missing_or_wrong_changes_nothing()
    {
        using var cli = new Cli("{}");
        Assert.Equal(2, (await cli.RunAsync("import", "/nowhere/at/all.json")).Code);
        var result = await cli.RunAsync("import", cli.Write("bad.json", """{ "lookup": "both" }"""));
        Assert.Equal((2, "{}"), (result.Code, cli.SettingsText));
        Assert.Contains("bad.json:1:", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_catalogue_is_listed_and_shown()
    {
        using var cli = new Cli();
        var output = await cli.DoAsync("catalog", "list");
        Assert.All(ProviderCatalogue.Entries, entry => Assert.Contains("\n" + entry.Id + " ", output, StringComparison.Ordinal));
        Assert.Equal(ProviderCatalogue.Entries.Count, (await cli.JsonAsync("catalog", "list")).Count());
        Assert.Contains("127.0.0.10: PBL", await cli.DoAsync("catalog", "show", "spamhaus-zen"), StringComparison.Ordinal);
        Assert.Contains("needed; https://", await cli.DoAsync("catalog", "show", "spamhaus-dqs"), StringComparison.Ordinal);
        var zen = await cli.JsonAsync("catalog", "show", "spamhaus-zen");
        Assert.Equal((3, 300_000), ((int)zen["suggestedScore"]!, (int)zen["queriesPerDay"]!));
        Assert.Contains(zen["sources"]!, source => source["facts"]!.Any(fact => (string)fact! == "codes") && (string)source["verified"]! == "2026-11-28");
        Assert.Contains("bl.ipv6.spameatingmonkey.net", await cli.DoAsync("catalog", "show", "sem"), StringComparison.Ordinal);
        Assert.Equal("https://www.dnswl.org/", (string)(await cli.JsonAsync("catalog", "show", "DNSWL"))["removalPage"]!);
        Assert.Equal(2, (await cli.RunAsync("catalog", "show", "nowhere")).Code);
    }

    [Fact]
    public async Task Every_entry_of_the_catalogue_can_be_added()
    {
        using var cli = new Cli();
        foreach (var entry in ProviderCatalogue.Entries)
        {
            // Validity's lists come with a warning: they refuse whoever has not registered.
            var added = await cli.RunAsync(["provider", "add", entry.Id, "--name", entry.Id, .. entry.NeedsKey ? new[] { "--key", "k" } : []]);
            Assert.Equal((entry.Id, 0, entry.Id.StartsWith("validity", StringComparison.Ordinal)), (entry.Id, added.Code, added.Error.Contains("register your resolver", StringComparison.Ordinal)));
        }

        Assert.Equal(ProviderCatalogue.Entries.Count, cli.Settings().BlockProviders.Count + cli.Settings().AllowProviders.Count);
    }

    [Fact]
    public async Task The_version_is_printed()
    {
        using var cli = new Cli();
        Assert.Matches(@"^ipblock \d+\.\d+\.\d+\n$", await cli.DoAsync("version"));
        Assert.Equal("ipblock", (string)(await cli.JsonAsync("version"))["name"]!);
    }

    [Theory]
    [InlineData("ipblock prov", "provider")]
    [InlineData("ipblock provider t", "test")]
    [InlineData("ipblock provider add --pri", "--priority")]
    [InlineData("ipblock provider add spamh", "spamhaus-zen")]
    [InlineData("ipblock provider list --kind ", "allow")]
    [InlineData("ipblock provider move x ", "down")]
    [InlineData("ipblock provider show ", "My list")]
    [InlineData("ipblock log --provider ", "My list")]
    [InlineData("ipblock catalog show ", "dnswl")]
    [InlineData("ipblock config get dns.", "dns.servers")]
    public async Task Words_are_completed(string line, string word)
    {
        using var cli = new Cli("""{ "blockProviders": [ { "name": "My list", "lookupDomain": "my.test", "anyMatch": true } ] }""");
        cli.Environment["IPBLOCK_SETTINGS"] = cli.SettingsPath;
        var result = await cli.RunBareAsync("[suggest:" + line.Length + "]", line);
        Assert.Equal(0, result.Code);
        Assert.Contains(word, result.Output.ReplaceLineEndings("\n").Split('\n'), StringComparer.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_script_for_bash_asks_the_program()
    {
        using var cli = new Cli();
        Assert.Contains("ipblock \"[suggest:$COMP_POINT]\" \"$COMP_LINE\"", await cli.DoAsync("completion", "bash"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("provider")]
    [InlineData("nonsense")]
    [InlineData("check")]
    [InlineData("entry|add|192.0.2.1|192.0.2.2")]
    [InlineData("provider|list|--nonsense")]
    public async Task A_command_line_that_is_none_is_exit_code_2_with_a_hint(string words)
    {
        using var cli = new Cli("{}");
        var result = await cli.RunBareAsync(words.Split('|', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal((2, ""), (result.Code, result.Output));
        Assert.Matches("(?s)^ipblock: .*Help: ipblock.* --help\n$", result.Error);
    }

    [Fact]
    public async Task Help_is_printed_for_every_command()
    {
        using var cli = new Cli();
        foreach (var (words, command) in Manual.CommandManual.Commands)
        {
            var result = await cli.RunBareAsync([.. words.Split(' ').Skip(1), "--help"]);
            Assert.Equal((0, ""), (result.Code, result.Error));
            Assert.Contains(command.Description!, result.Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(false, "", "", false)]
    [InlineData(true, "", "", true)]
    [InlineData(true, "--no-color", "", false)]
    [InlineData(true, "", "1", false)]
    public async Task Colours_are_for_terminals_and_can_be_forbidden(bool terminal, string option, string noColor, bool coloured)
    {
        using var cli = new Cli(Keyed) { OutIsTerminal = terminal };
        cli.Environment["NO_COLOR"] = noColor;
        var output = await cli.DoAsync(["provider", "list", .. option.Split('|', StringSplitOptions.RemoveEmptyEntries)]);
        Assert.Equal(coloured, output.Contains('\u001b', StringComparison.Ordinal));
    }

    [Fact]
    public async Task Broken_settings_are_shown_with_their_place_by_every_command_that_needs_them()
    {
        using var cli = new Cli("{\n  \"lookup\": 7\n}");
        foreach (var words in new[] { "provider list", "entry list", "exception list", "config get", "check 192.0.2.1", "log", "stats", "export", "provider enable x" })
        {
            var result = await cli.RunAsync(words.Split(' '));
            Assert.Equal((2, ""), (result.Code, result.Output));
            Assert.Contains(cli.SettingsPath + ":2:", result.Error, StringComparison.Ordinal);
        }
    }
}
