using System;
using System.IO;
using System.Linq;
using System.Text;
using IpBlock.Administration.Catalogue;
using IpBlock.Administration.Catalogue.Signed;
using IpBlock.Administration.Editing;
using IpBlock.Administration.Import;
using IpBlock.Administration.Providers;
using IpBlock.Providers.Zones;
using IpBlock.Settings;
using IpBlock.Tests;
using Xunit;

namespace IpBlock.Administration.Tests.Catalogue.Signed;

public sealed class CatalogueUpdateTests : IDisposable
{
    private readonly Publisher _publisher = new();

    public void Dispose() => _publisher.Dispose();

    [Fact]
    public void A_good_one_comes_into_force_over_the_programs_own_and_under_the_overlays()
    {
        var result = _publisher.Apply(_publisher.Issue(7, "own", "spamcop", "both"));
        Assert.Empty(result.Errors);
        Assert.Equal((7, null), (result.Catalogue!.Version, result.Before));
        Assert.Equal("own both; spamcop; ", Changes(result));
        Directory.CreateDirectory(_publisher.PathOf(SiteCatalogue.FolderName));
        File.WriteAllText(_publisher.PathOf(SiteCatalogue.FolderName + "/10.json"), $$"""{ "format": 1, "lists": [ {{Publisher.Entry("both", "ours.example.org")}} ] }""");
        var site = Site();
        Assert.Empty(site.Errors);
        Assert.Equal((7, false), (site.Signed!.Version, site.IsExpired));
        Assert.Equal(("own.example.org", "spamcop.example.org", "ours.example.org"), (Zone(site, "own"), Zone(site, "spamcop"), Zone(site, "both")));
        Assert.Equal(("signed", "signed", "10.json", "program"), (Origin(site, "own"), Origin(site, "spamcop"), Origin(site, "both"), Origin(site, "psbl")));
        Assert.Equal(ProviderCatalogue.Entries.Count + 2, site.Entries.Count);
    }

    [Fact]
    public void Versions_only_rise()
    {
        Assert.True(_publisher.Apply(_publisher.Issue(7, "own", "gone")).Succeeded);
        var before = File.ReadAllBytes(_publisher.InForce);
        Refused("its version 7 is not higher than version 7, which is active", _publisher.Issue(7, "other"));
        Refused("its version 6 is not higher than version 7, which is active", _publisher.Issue(6, "other"));
        Assert.Equal(before, File.ReadAllBytes(_publisher.InForce));
        var result = _publisher.Apply(_publisher.Issue(8, "own"));
        Assert.Equal((7, 8), (result.Before!.Version, result.Catalogue!.Version));
        Assert.Equal("; ; gone", Changes(result));
        Assert.Null(Site().Find("gone"));
    }

    [Fact]
    public void What_a_crash_in_the_middle_of_an_update_has_left_goes_with_the_next()
    {
        File.WriteAllText(_publisher.InForce + ".tmp", "half");
        File.WriteAllText(SiteZones.PathFor(_publisher.SettingsPath) + ".tmp", "half");
        Assert.True(_publisher.Apply(_publisher.Sign(WithZones(7, "bl.dead.example"))).Succeeded);
        Assert.DoesNotContain(_publisher.Files, static name => name.EndsWith(".tmp", StringComparison.Ordinal));
    }

    [Fact]
    public void A_preview_says_the_same_and_writes_nothing()
    {
        var issue = _publisher.Issue(7, "own");
        Assert.Equal(["own"], _publisher.Update.Preview(issue, "new.json", _publisher.Public).Added);
        Assert.Equal(["ipblock.json"], _publisher.Files);
    }

    [Fact]
    public void An_expired_one_is_refused_and_its_last_day_still_counts()
    {
        Refused("version 7 expired on 2026-11-29T00:00:00Z", _publisher.Sign(Publisher.Catalogue(7, "2026-11-28", "own")));
        Assert.True(_publisher.Apply(_publisher.Sign(Publisher.Catalogue(7, "2026-11-29", "own"))).Succeeded);
    }

    [Fact]
    public void One_in_force_that_expires_is_still_used_and_known_to_be_expired()
    {
        Assert.True(_publisher.Apply(_publisher.Issue(7, "own")).Succeeded);
        _publisher.Clock.SetUtcNow(new DateTimeOffset(2027, 12, 1, 0, 0, 0, TimeSpan.Zero));
        var site = Site();
        Assert.Empty(site.Errors);
        Assert.True(site.IsExpired);
        Assert.NotNull(site.Find("own"));
    }

    [Fact]
    public void Another_key_is_refused()
    {
        using var other = new Publisher();
        Refused("the signature does not match the key in catalogue.publicKey, or the catalogue was changed", other.Issue(7, "own"));
        var result = _publisher.Update.Apply(_publisher.Issue(7, "own"), "new.json", other.Public);
        Assert.Contains("the signature does not match the key", Assert.Single(result.Errors).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_publishers_signature_over_something_else_is_refused()
    {
        var (one, two) = (_publisher.Issue(7, "own"), _publisher.Issue(8, "own"));
        var mixed = Publisher.Envelope(Part(one, "catalogue"), Part(two, "signature"));
        Refused("the signature does not match the key", mixed);
    }

    [Fact]
    public void A_key_that_is_no_point_of_the_curve_is_named()
    {
        var info = Convert.FromBase64String(_publisher.Public.ToString());
        info[^1] ^= 1;
        Assert.True(CataloguePublicKey.TryParse(Convert.ToBase64String(info), out var key, out _));
        Assert.Equal("the key in catalogue.publicKey is not a valid P-256 key", Assert.Single(_publisher.Update.Apply(_publisher.Issue(7, "own"), "new.json", key).Errors).Reason);
    }

    // A changed byte of the file is refused, or changes nothing of what was signed: a blank between the properties, or bits that base64 does not use.
    [Fact]
    public void No_changed_byte_of_the_file_changes_what_it_says()
    {
        var issue = _publisher.Issue(7, "own");
        var random = new Random(3);
        var refused = 0;
        for (var at = 0; at < issue.Length; at++)
        {
            var changed = issue.ToArray();
            changed[at] = (byte)(changed[at] ^ (1 << random.Next(8)));
            var result = _publisher.Update.Preview(changed, "new.json", _publisher.Public);
            if (result.Succeeded)
                Assert.Equal((7, "own"), (result.Catalogue!.Version, Assert.Single(result.Catalogue.Entries).Id));
            else
                refused++;
        }

        Assert.InRange(refused, issue.Length - 20, issue.Length);
    }

    [Fact]
    public void No_changed_byte_of_the_signed_catalogue_or_its_signature_is_taken()
    {
        var issue = _publisher.Issue(7, "own");
        var (content, signature) = (Part(issue, "catalogue"), Part(issue, "signature"));
        for (var at = 0; at < content.Length + signature.Length; at++)
        {
            var (one, two) = (content.ToArray(), signature.ToArray());
            var part = at < content.Length ? one : two;
            part[at < content.Length ? at : at - content.Length] ^= 4;
            Assert.False(_publisher.Update.Preview(Publisher.Envelope(one, two), "new.json", _publisher.Public).Succeeded, $"byte {at}");
        }
    }

    [Fact]
    public void A_file_that_was_cut_is_refused_wherever_it_was()
    {
        var issue = _publisher.Issue(7, "own");
        for (var length = 0; length < issue.Length; length++)
            Assert.False(_publisher.Update.Preview(issue[..length], "new.json", _publisher.Public).Succeeded, $"after {length} bytes");
    }

    [Theory]
    [InlineData("""{ "format": 1, "lists": [] }""", "the signed catalogue has no version and no expiry date")]
    [InlineData("""{ "format": 1, "version": 1, "lists": [] }""", "the expiry date is missing")]
    [InlineData("""{ "format": 1, "expires": "2027-01-01", "lists": [] }""", "the version is missing")]
    [InlineData("""{ "format": 1, "version": 0, "expires": "2027-01-01", "lists": [] }""", "is not a whole number above 0")]
    [InlineData("""{ "format": 1, "version": 1, "expires": "soon", "lists": [] }""", "is not a date")]
    [InlineData("""{ "format": 2, "version": 1, "expires": "2027-01-01", "lists": [] }""", "the format is not 1")]
    [InlineData("""{ "format": 1, "version": 1, "expires": "2027-01-01", "lists": [ { "id": "a" } ] }""", "is missing")]
    [InlineData("nonsense", "this is not valid JSON")]
    public void What_is_signed_must_be_a_catalogue(string text, string why)
    {
        var result = _publisher.Apply(_publisher.Sign(text));
        Assert.Contains(why, string.Join('\n', result.Errors), StringComparison.Ordinal);
        Assert.False(File.Exists(_publisher.InForce));
    }

    [Theory]
    [InlineData("""{ "format": 1, "lists": [] }""", "a signed catalogue has no property lists")]
    [InlineData("""{ "format": 2, "catalogue": "e30=", "signature": "e30=" }""", "of format 1")]
    [InlineData("""{ "format": 1.5, "catalogue": "e30=", "signature": "e30=" }""", "of format 1")]
    [InlineData("""{ "format": 99999999999999999999, "catalogue": "e30=", "signature": "e30=" }""", "of format 1")]
    [InlineData("""{ "format": 1, "catalogue": "e30=" }""", "is missing")]
    [InlineData("""{ "format": 1, "catalogue": "e30=", "signature": "!" }""", "is not base64")]
    [InlineData("""{ "format": 1, "catalogue": "e30=", "signature": "" }""", "is missing")]
    [InlineData("""{ "format": 1, "catalogue": "e30=", "catalogue": "e30=", "signature": "e30=" }""", "a property occurs twice")]
    [InlineData("""{ "format": 1, "catalogue": "e30=", "signature": "e30=" }""", "is not an ECDSA P-256 signature in DER")]
    [InlineData("[]", "contains no object")]
    [InlineData("", "not valid JSON")]
    [InlineData("<html>", "not valid JSON")]
    public void What_is_no_signed_catalogue_is_refused(string text, string why) => Refused(why, Encoding.UTF8.GetBytes(text));

    [Fact]
    public void A_file_that_is_too_large_is_not_read()
    {
        File.WriteAllBytes(_publisher.PathOf("large.json"), new byte[SignedCatalogue.MaxBytes + 1]);
        Assert.Equal("it is larger than 4 MB", Assert.Throws<InvalidDataException>(() => SignedCatalogue.ReadFile(_publisher.PathOf("large.json"))).Message);
        File.WriteAllBytes(_publisher.PathOf("large.json"), new byte[SignedCatalogue.MaxBytes]);
        Assert.Equal(SignedCatalogue.MaxBytes, SignedCatalogue.ReadFile(_publisher.PathOf("large.json")).Length);
    }

    [Fact]
    public void One_in_force_that_was_tampered_with_counts_for_nothing_and_is_told_of()
    {
        var issue = _publisher.Issue(7, "own");
        Assert.True(_publisher.Apply(issue).Succeeded);
        using var other = new Publisher();
        foreach (var content in new[] { other.Issue(9, "own"), issue[..^10], [], new byte[SignedCatalogue.MaxBytes + 1], Publisher.Envelope(Encoding.ASCII.GetBytes(Publisher.Catalogue(9, "2027-11-30", "own")), Part(issue, "signature")) })
        {
            File.WriteAllBytes(_publisher.InForce, content);
            var site = Site();
            Assert.Equal(_publisher.InForce, Assert.Single(site.Errors).File);
            Assert.Null(site.Signed);
            Assert.Equal(ProviderCatalogue.Entries, site.Entries);
        }

        // What counts for nothing holds no version up either.
        Assert.True(_publisher.Apply(issue).Succeeded);
    }

    [Fact]
    public void Without_the_key_or_good_settings_it_counts_for_nothing_and_is_told_of()
    {
        Assert.True(_publisher.Apply(_publisher.Issue(7, "own")).Succeeded);
        _publisher.Pin(null);
        Assert.Contains("catalogue.publicKey is not set", Assert.Single(Site().Errors).Reason, StringComparison.Ordinal);
        File.WriteAllText(_publisher.SettingsPath, "{");
        Assert.Contains("cannot be used", Assert.Single(Site().Errors).Reason, StringComparison.Ordinal);
        File.Delete(_publisher.SettingsPath);
        Assert.Null(Site().Find("own"));
        _publisher.Pin(_publisher.Public);
        Assert.NotNull(Site().Find("own"));
    }

    [Fact]
    public void A_new_key_begins_anew_with_the_versions()
    {
        Assert.True(_publisher.Apply(_publisher.Issue(7, "own")).Succeeded);
        using var other = new Publisher();
        _publisher.Pin(other.Public);
        Assert.True(_publisher.Update.Apply(other.Issue(1, "theirs"), "new.json", other.Public).Succeeded);
        Assert.Equal((1, "theirs.example.org"), (Site().Signed!.Version, Zone(Site(), "theirs")));
    }

    [Fact]
    public void It_is_replaced_as_a_whole_and_nothing_is_left_over()
    {
        Assert.True(_publisher.Apply(_publisher.Issue(7, "own")).Succeeded);
        Assert.True(_publisher.Apply(_publisher.Issue(8, "own")).Succeeded);
        Assert.Equal([SignedCatalogue.FileName, "ipblock.json", "ipblock.json.lock"], _publisher.Files.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Zones_come_with_it_and_go_when_the_next_one_has_none()
    {
        Assert.True(_publisher.Apply(_publisher.Sign(WithZones(7, "bl.dead.example"))).Succeeded);
        var zones = SiteZones.Read(_publisher.SettingsPath);
        Assert.Equal((1, null), (zones.Added, zones.Trouble));
        Assert.Equal("bl.dead.example is not added: it is parked", ZoneCheck.WhyNot("bl.dead.example", zones.Table));
        Assert.Null(ZoneCheck.WhyNot("bl.dead.example"));
        Assert.Equal(
            "blockProviders[0].lookupDomain: bl.dead.example: it is parked; remove it",
            Assert.Single(SettingsWarnings.Of(Some.Settings($"{{ \"blockProviders\": [ {Some.List("one").Replace("one.test", "bl.dead.example", StringComparison.Ordinal)} ] }}"), _publisher.Clock.UtcNow, zones.Table)));
        var plan = Importer.Read("smtpd_recipient_restrictions = reject_unauth_destination, reject_rbl_client bl.dead.example\n", "main.cf", zones: zones.Table);
        Assert.Equal(false, Assert.Single(plan.Items, static item => item.Kind == ImportedKind.BlockProvider).Properties["enabled"]);
        Assert.True(_publisher.Apply(_publisher.Issue(8, "own")).Succeeded);
        Assert.DoesNotContain(SiteZones.FileName, _publisher.Files);
    }

    [Fact]
    public void A_bad_zone_makes_the_whole_catalogue_bad()
    {
        var result = _publisher.Apply(_publisher.Sign(WithZones(7, "BL.dead.example")));
        Assert.Contains("zones: zones[0].zones: write domain names", Assert.Single(result.Errors).ToString(), StringComparison.Ordinal);
        Assert.False(File.Exists(_publisher.InForce));
        Directory.CreateDirectory(_publisher.PathOf(SiteCatalogue.FolderName));
        File.WriteAllText(_publisher.PathOf(SiteCatalogue.FolderName + "/10.json"), """{ "format": 1, "lists": [], "zones": [] }""");
        Assert.Contains("zones are allowed only in signed catalogues", Assert.Single(Site().Errors).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_file_of_zones_is_told_of()
    {
        File.WriteAllText(SiteZones.PathFor(_publisher.SettingsPath), "{");
        Assert.Equal(SiteZones.PathFor(_publisher.SettingsPath), Assert.Single(Site().Errors).File);
    }

    [Fact]
    public void A_program_that_changes_the_settings_is_waited_for_and_not_overtaken()
    {
        using var store = new SettingsStore(_publisher.SettingsPath);
        using (store.Lock(_publisher.Clock))
        {
            var update = new CatalogueUpdate(_publisher.SettingsPath, new LeapingClock());
            Assert.Contains("another program is changing the settings", Assert.Single(update.Apply(_publisher.Issue(7, "own"), "new.json", _publisher.Public).Errors).Reason, StringComparison.Ordinal);
        }

        Assert.False(File.Exists(_publisher.InForce));
        Assert.True(_publisher.Apply(_publisher.Issue(7, "own")).Succeeded);
    }

    private static string WithZones(int version, string zone) => Publisher.Catalogue(version, "2027-11-30", "own").TrimEnd('}')
        + $$""", "zones": [ { "zones": ["{{zone}}"], "state": "listsWorld", "does": "it is parked", "advice": "remove it", "source": "https://example.org/" } ] }""";

    private static string Changes(CatalogueUpdateResult result) => string.Join("; ", new[] { result.Added, result.Changed, result.Removed }.Select(ids => string.Join(' ', ids)));

    private SiteCatalogue Site() => SiteCatalogue.Read(_publisher.SettingsPath, _publisher.Clock);

    private static string Zone(SiteCatalogue site, string id) => site.Find(id)!.DomainPattern;

    private static string Origin(SiteCatalogue site, string id) => site.OriginOf(site.Find(id)!);

    private static byte[] Part(byte[] issue, string name) => Convert.FromBase64String((string)Newtonsoft.Json.Linq.JObject.Parse(Encoding.ASCII.GetString(issue))[name]!);

    private void Refused(string why, byte[] content)
    {
        var result = _publisher.Apply(content);
        Assert.False(result.Succeeded);
        Assert.Contains(why, Assert.Single(result.Errors).ToString(), StringComparison.Ordinal);
        Assert.StartsWith("new.json: ", result.Errors[0].ToString(), StringComparison.Ordinal);
    }
}
