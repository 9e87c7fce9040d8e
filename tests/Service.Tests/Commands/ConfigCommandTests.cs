using System;
using System.Linq;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using Xunit;

namespace IpBlock.Service.Tests.Commands;

public sealed class ConfigCommandTests
{
    [Fact]
    public async Task All_general_settings_are_shown_with_their_defaults()
    {
        using var cli = new Cli("""{ "lookupTimeout": "1s", "dns": { "servers": [ "192.0.2.53", "192.0.2.54:5353" ] } }""");
        var output = await cli.DoAsync("config", "get");
        Assert.Matches("lookupTimeout +1s\n", output);
        Assert.Matches("dns.servers +192.0.2.53, 192.0.2.54:5353\n", output);
        Assert.Matches("onFailure +accept +default\n", output);
        Assert.DoesNotContain("blockProviders", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lookupTimeout", "1s\n")]
    [InlineData("LOOKUPTIMEOUT", "1s\n")]
    [InlineData("dns.servers", "\n")]
    [InlineData("exceptions.exemptLocalPorts", "465, 587\n")]
    [InlineData("log.directory", "log in the folder of the settings file\n")]
    public async Task One_setting_is_its_value_alone(string setting, string value)
    {
        using var cli = new Cli("""{ "lookupTimeout": "1s" }""");
        Assert.Equal(value, await cli.DoAsync("config", "get", setting));
    }

    [Fact]
    public async Task A_group_of_settings_is_shown_as_a_table()
    {
        using var cli = new Cli("{}");
        Assert.All(await cli.JsonAsync("config", "get", "dns"), setting => Assert.StartsWith("dns.", (string)setting["setting"]!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task In_JSON_values_have_their_types()
    {
        using var cli = new Cli("{}");
        var settings = (await cli.JsonAsync("config", "get")).ToDictionary(setting => (string)setting["setting"]!, setting => setting["value"]!.Type);
        Assert.Equal(
            (JTokenType.Boolean, JTokenType.String, JTokenType.Array, JTokenType.Integer, JTokenType.Null),
            (settings["enabled"], settings["lookup"], settings["dns.servers"], settings["dns.cacheEntries"], settings["log.directory"]));
        Assert.True((bool)(await cli.JsonAsync("config", "get", "lookup"))["default"]!);
    }

    [Theory]
    [InlineData("blockProviders")]
    [InlineData("nonsense")]
    public async Task What_is_no_general_setting_is_an_error(string setting)
    {
        using var cli = new Cli("{}");
        Assert.Equal(2, (await cli.RunAsync("config", "get", setting)).Code);
        Assert.Equal(2, (await cli.RunAsync("config", "set", setting, "1")).Code);
    }

    [Fact]
    public async Task A_setting_is_changed_and_given_its_default_again()
    {
        using var cli = new Cli();
        await cli.DoAsync("config", "set", "dns.servers", "192.0.2.53,192.0.2.54");
        await cli.DoAsync("config", "set", "onFailure", "defer");
        Assert.Equal((2, "Defer"), (cli.Settings().Dns.Servers.Count, cli.Settings().OnFailure.ToString()));
        await cli.DoAsync("config", "set", "onFailure", "--default");
        Assert.DoesNotContain("onFailure", cli.SettingsText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("onFailure|hope", "accept")]
    [InlineData("lookupTimeout|2", "2s")]
    [InlineData("onFailure", "--default")]
    [InlineData("onFailure|accept|--default", "--default")]
    public async Task A_value_that_cannot_be_is_refused(string words, string cure)
    {
        using var cli = new Cli("{}");
        var result = await cli.RunAsync(["config", "set", .. words.Split('|')]);
        Assert.Equal((2, "{}"), (result.Code, cli.SettingsText));
        Assert.Contains(cure, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_good_file_is_said_to_be_good()
    {
        using var cli = new Cli("{}");
        Assert.Equal(cli.SettingsPath + " is valid.\n", await cli.DoAsync("config", "validate"));
        Assert.True((bool)(await cli.JsonAsync("config", "validate"))["valid"]!);
    }

    [Fact]
    public async Task A_bad_file_is_refused_with_place_and_cure()
    {
        using var cli = new Cli("{}");
        var file = cli.Write("other.json", "{\n  \"lookupTimout\": \"2s\"\n}");
        var result = await cli.RunAsync("config", "validate", file);
        Assert.Equal((2, ""), (result.Code, result.Output));
        Assert.StartsWith(file + ":2:3: lookupTimout: ", result.Error, StringComparison.Ordinal);
        var error = Assert.Single((await cli.RunAsync("config", "validate", file, "--json")).Json["errors"]!);
        Assert.Equal((2, "lookupTimout", "did you mean lookupTimeout?"), ((int)error["line"]!, (string)error["path"]!, (string)error["cure"]!));
    }

    [Fact]
    public async Task The_path_is_that_of_the_option_the_environment_or_the_system()
    {
        using var cli = new Cli("{}");
        Assert.Equal(cli.SettingsPath + "\n", await cli.DoAsync("config", "path"));
        cli.Environment["IPBLOCK_SETTINGS"] = "/elsewhere/ipblock.json";
        Assert.Equal("/elsewhere/ipblock.json\n", (await cli.RunBareAsync("config", "path")).Output);
        var json = await cli.JsonAsync("config", "path");
        Assert.Equal((true, System.IO.Path.Combine(cli.Folder, "log")), ((bool)json["exists"]!, (string)json["log"]!));
    }
}
