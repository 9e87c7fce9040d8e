using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Administration.Catalogue.Signed;
using IpBlock.Service.Tests.Feeds;
using IpBlock.Testing.Certificates;
using IpBlock.Testing.Servers;
using Microsoft.AspNetCore.Http;
using Newtonsoft.Json.Linq;
using Xunit;

namespace IpBlock.Service.Tests.Commands;

public sealed class CatalogCommandTests : IDisposable
{
    private const string Catalogue = """
        { "format": 1, "lists": [ { "id": "own", "name": "Own list", "kind": "block", "zone": "bl.example.org", "about": "Sources of spam.", "codes": ["127.0.0.2: listed"], "responses": ["127.0.0.2"],
          "score": 1, "ipv6": false, "testPoints": null, "removalPage": "https://example.org/removal?ip=%0",
          "sources": [ { "facts": ["zone", "codes", "responses", "score", "ipv6", "testPoints", "removalPage"], "source": "our own list", "date": "2026-11-28" } ], "lastProbed": null } ] }
        """;

    private readonly Cli _cli = new("{}");

    public void Dispose() => _cli.Dispose();

    private string KeyPath => Path.Combine(_cli.Folder, "key.pem");

    private string Signed => Path.Combine(_cli.Folder, "signed.json");

    private string InForce => Path.Combine(_cli.Folder, SignedCatalogue.FileName);

    [Fact]
    public async Task A_signed_catalogue_is_put_in_force_and_its_list_can_be_added_and_rejects()
    {
        await PublishAsync(12);
        Assert.Contains("Catalogue: built-in", await _cli.DoAsync("catalog", "list"), StringComparison.Ordinal);
        var said = await _cli.DoAsync("catalog", "update", Signed);
        Assert.StartsWith("The signed catalogue is active: version 12, valid until ", said, StringComparison.Ordinal);
        Assert.Contains("New lists: own\n", said, StringComparison.Ordinal);
        var list = await _cli.DoAsync("catalog", "list");
        Assert.Matches("own +block +Own list ", list);
        Assert.Contains("Signed catalogue: version 12, valid until ", list, StringComparison.Ordinal);
        Assert.Contains("the signed catalogue, version 12", await _cli.DoAsync("catalog", "show", "own"), StringComparison.Ordinal);
        var entry = await _cli.JsonAsync("catalog", "show", "own");
        Assert.Equal(("signed", 12), ((string?)entry["from"], (int?)entry["catalogueVersion"]));
        var ofProgram = await _cli.JsonAsync("catalog", "show", "spamcop");
        Assert.Equal("program", (string?)ofProgram["from"]);
        Assert.Null((int?)ofProgram["catalogueVersion"]);
        await _cli.DoAsync("provider", "add", "own");
        Assert.Equal("https://example.org/removal?ip=%0", _cli.Settings().BlockProviders[0].RemovalPage);
        var check = await _cli.RunAsync("check", "192.0.2.1", "--as-listed");
        Assert.Equal((1, ""), (check.Code, check.Error));
        Assert.Contains("550 5.7.1 192.0.2.1 is listed by Own list (127.0.0.2); for removal see https://example.org/removal?ip=192.0.2.1\n", check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_says_the_same_and_changes_nothing()
    {
        await PublishAsync(12);
        var before = Directory.GetFiles(_cli.Folder).Order(StringComparer.Ordinal).ToList();
        Assert.StartsWith("Would activate the signed catalogue: version 12", await _cli.DoAsync("catalog", "update", Signed, "--dry-run"), StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetFiles(_cli.Folder).Order(StringComparer.Ordinal));
        var json = await _cli.JsonAsync("catalog", "update", Signed, "--dry-run");
        Assert.Equal((false, true, 12, "own"), ((bool)json["changed"]!, (bool)json["dryRun"]!, (int)json["version"]!, (string)json["added"]![0]!));
        Assert.True((bool)(await _cli.JsonAsync("catalog", "update", Signed))["changed"]!);
        await SignAsync(13);
        Assert.Equal(12, (int)(await _cli.JsonAsync("catalog", "update", Signed))["before"]!);
    }

    [Fact]
    public async Task Without_a_key_it_says_how_to_set_one()
    {
        var result = await _cli.RunAsync("catalog", "update", "nowhere.json");
        Assert.Equal((2, ""), (result.Code, result.Output));
        Assert.Contains("ipblock config set catalogue.publicKey KEY", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Zones_of_a_signed_catalogue_are_refused_and_warned_of_by_every_command()
    {
        await PublishAsync(12);
        await _cli.DoAsync("provider", "add", "Dead", "--lookup-domain", "bl.dead.example", "--any-match", "true");
        var text = Catalogue.TrimEnd()[..^1] + """, "zones": [ { "zones": ["dead.example"], "state": "listsWorld", "does": "it is parked", "advice": "remove it", "source": "us" } ] }""";
        await _cli.DoAsync("catalog", "sign", _cli.Write("zones.json", text), "--key", KeyPath, "--version", "13", "--expires", "90d", "--out", Signed);
        Assert.Contains("Zones that must not be queried: 1 entry\n", await _cli.DoAsync("catalog", "update", Signed), StringComparison.Ordinal);
        await FailsAsync("bl2.dead.example is not added: it is parked", "provider", "add", "Dead 2", "--lookup-domain", "bl2.dead.example", "--any-match", "true");
        Assert.Contains("bl.dead.example: it is parked; remove it", (await _cli.RunAsync("config", "validate")).ToString(), StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(_cli.Folder, "main.cf"), "smtpd_recipient_restrictions = reject_unauth_destination, reject_rbl_client bl3.dead.example\n");
        Assert.Contains("it is parked", (await _cli.RunAsync("import", Path.Combine(_cli.Folder, "main.cf"), "--dry-run")).ToString(), StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(_cli.Folder, IpBlock.Providers.Zones.SiteZones.FileName), "{");
        Assert.Contains(IpBlock.Providers.Zones.SiteZones.FileName + ": this is not valid JSON", (await _cli.RunAsync("catalog", "list")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_refused_is_named_with_its_file_and_nothing_is_written()
    {
        await PublishAsync(12);
        await FailsAsync("specify the file or the URL", "catalog", "update");
        await FailsAsync("must begin with https://", "catalog", "update", "http://example.org/catalogue.json");
        await FailsAsync("nowhere.json", "catalog", "update", Path.Combine(_cli.Folder, "nowhere.json"));
        await FailsAsync("it is larger than 4 MB", "catalog", "update", _cli.Write("large.json", new string(' ', SignedCatalogue.MaxBytes + 1)));
        await FailsAsync($"{Signed}: the signature does not match the key", "catalog", "update", _cli.Write("signed.json", (await File.ReadAllTextAsync(Signed)).Replace("\"catalogue\": \"e", "\"catalogue\": \"f", StringComparison.Ordinal)));
        Assert.False(File.Exists(InForce));
        await SignAsync(12);
        await _cli.DoAsync("catalog", "update", Signed);
        await FailsAsync("its version 12 is not higher than version 12, which is active", "catalog", "update", Signed);
    }

    [Fact]
    public async Task One_that_was_tampered_with_is_told_of_by_every_command_that_reads_it()
    {
        await PublishAsync(12);
        await _cli.DoAsync("catalog", "update", Signed);
        await File.AppendAllTextAsync(InForce, "}");
        foreach (var words in new string[][] { ["catalog", "list"], ["catalog", "show", "spamcop"], ["provider", "add", "spamcop"] })
        {
            var result = await _cli.RunAsync(words);
            Assert.Equal(0, result.Code);
            Assert.StartsWith(InForce + ": ", result.Error, StringComparison.Ordinal);
        }

        Assert.Equal(2, (await _cli.RunAsync("catalog", "show", "own")).Code);
    }

    [Fact]
    public async Task It_is_fetched_over_https_as_lists_are()
    {
        using var authority = new Authority();
        authority.WriteTo(Path.Combine(_cli.Folder, "ca.pem"));
        await using var server = await FeedServer.StartAsync(authority.Good());
        await PublishAsync(12);
        await _cli.DoAsync("config", "set", "catalogue.url", server.Url);
        server.Answer = FeedServer.Text(await File.ReadAllTextAsync(Signed));
        var stranger = await _cli.RunAsync("catalog", "update");
        Assert.Equal(3, stranger.Code);
        await _cli.DoAsync("config", "set", "feeds.caFile", "ca.pem");
        await _cli.DoAsync("catalog", "update");
        Assert.Equal(await File.ReadAllTextAsync(Signed), await File.ReadAllTextAsync(InForce));
        server.Answer = FeedServer.Text(await File.ReadAllTextAsync(Signed));
        await FailsAsync($"{server.Url}: its version 12 is not higher than version 12", "catalog", "update", server.Url);
        server.Answer = context => context.Response.WriteAsync(new string(' ', SignedCatalogue.MaxBytes + 1));
        Assert.Contains("it is larger than 4MB (the maximum size of a catalogue)", (await _cli.RunAsync("catalog", "update")).Error, StringComparison.Ordinal);
        server.Answer = FeedServer.Raw("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n{ \"format\"");
        Assert.Contains("the connection was interrupted", (await _cli.RunAsync("catalog", "update")).Error, StringComparison.Ordinal);
        server.Answer = FeedServer.Status(404);
        Assert.Equal(3, (await _cli.RunAsync("catalog", "update")).Code);
        server.Answer = FeedServer.Status(302, response => response.Headers.Location = "http://127.0.0.1/");
        Assert.Contains("which is not https", (await _cli.RunAsync("catalog", "update")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Openssl_accepts_what_is_signed_and_its_keys_sign()
    {
        foreach (var make in new string[][] { ["ecparam", "-name", "prime256v1", "-genkey"], ["ecparam", "-name", "prime256v1", "-genkey", "-noout"], ["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"] })
        {
            File.Delete(KeyPath);
            await OpensslAsync([.. make, "-out", "key.pem"]);
            await AcceptedAsync();
        }

        File.Delete(KeyPath);
        await _cli.DoAsync("catalog", "key", "--out", KeyPath);
        await AcceptedAsync();

        async Task AcceptedAsync()
        {
            await SignAsync(3);
            var envelope = JObject.Parse(await File.ReadAllTextAsync(Signed));
            await File.WriteAllBytesAsync(Path.Combine(_cli.Folder, "content"), Convert.FromBase64String((string)envelope["catalogue"]!));
            await File.WriteAllBytesAsync(Path.Combine(_cli.Folder, "signature"), Convert.FromBase64String((string)envelope["signature"]!));
            await OpensslAsync("ec", "-in", "key.pem", "-pubout", "-out", "public.pem");
            await OpensslAsync("dgst", "-sha256", "-verify", "public.pem", "-signature", "signature", "content");
        }
    }

    [Fact]
    public async Task A_key_is_for_its_owner_alone_and_is_never_replaced()
    {
        var said = await _cli.JsonAsync("catalog", "key", "--out", KeyPath);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyPath));
        await _cli.DoAsync("config", "set", "catalogue.publicKey", (string)said["publicKey"]!);
        var key = await File.ReadAllTextAsync(KeyPath);
        Assert.Equal(2, (await _cli.RunAsync("catalog", "key", "--out", KeyPath)).Code);
        Assert.Equal(key, await File.ReadAllTextAsync(KeyPath));
    }

    [Fact]
    public async Task Nothing_is_signed_that_readers_would_refuse()
    {
        await _cli.DoAsync("catalog", "key", "--out", KeyPath);
        var good = _cli.Write("catalogue.json", Catalogue);
        await SignFailsAsync("specify --version and --expires", good);
        await SignFailsAsync("the expiry date is missing", good, "--version", "3");
        await SignFailsAsync("is not a whole number above 0", good, "--version", "0", "--expires", "30d");
        await SignFailsAsync("is in the past", good, "--version", "3", "--expires", "2020-01-01");
        await SignFailsAsync("it has already expired ", _cli.Write("old.json", Catalogue.Replace("\"format\": 1", "\"format\": 1, \"version\": 3, \"expires\": \"2020-01-01\"", StringComparison.Ordinal)));
        await SignFailsAsync("lists[0].zone", _cli.Write("bad.json", Catalogue.Replace("bl.example.org", "bl..example", StringComparison.Ordinal)), "--version", "3", "--expires", "30d");
        await OpensslAsync("ecparam", "-name", "secp256k1", "-genkey", "-out", "key.pem");
        await SignFailsAsync("not a private key of ECDSA on the curve P-256", good, "--version", "3", "--expires", "30d");
        await OpensslAsync("ecparam", "-name", "prime256v1", "-genkey", "-out", "key.pem");
        await OpensslAsync("ec", "-in", "key.pem", "-pubout", "-out", "key.pem");
        await SignFailsAsync("not a private key of ECDSA on the curve P-256", good, "--version", "3", "--expires", "30d");
        await OpensslAsync("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-aes256", "-pass", "pass:secret", "-out", "key.pem");
        await SignFailsAsync("the key is encrypted", good, "--version", "3", "--expires", "30d");
        await File.WriteAllTextAsync(KeyPath, "no key");
        await SignFailsAsync("this is not a private key in PEM format", good, "--version", "3", "--expires", "30d");
        Assert.False(File.Exists(Signed));
    }

    private async Task PublishAsync(int version)
    {
        var key = await _cli.JsonAsync("catalog", "key", "--out", KeyPath);
        await SignAsync(version);
        await _cli.DoAsync("config", "set", "catalogue.publicKey", (string)key["publicKey"]!);
    }

    private Task SignAsync(int version) =>
        _cli.DoAsync("catalog", "sign", _cli.Write("catalogue.json", Catalogue), "--key", KeyPath, "--version", version.ToString(System.Globalization.CultureInfo.InvariantCulture), "--expires", "90d", "--out", Signed);

    private Task SignFailsAsync(string why, string file, params string[] more) => FailsAsync(why, ["catalog", "sign", file, "--key", KeyPath, "--out", Signed, .. more]);

    private async Task FailsAsync(string why, params string[] words)
    {
        var result = await _cli.RunAsync(words);
        Assert.Equal((2, ""), (result.Code, result.Output));
        Assert.Contains(why, result.Error, StringComparison.Ordinal);
    }

    private Task OpensslAsync(params string[] words) => Openssl.RunAsync(_cli.Folder, words);
}
