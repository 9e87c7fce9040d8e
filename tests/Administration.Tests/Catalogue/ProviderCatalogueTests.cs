using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Administration.Catalogue;
using IpBlock.Providers;
using IpBlock.Settings;
using IpBlock.Tests;
using Newtonsoft.Json;
using Xunit;

namespace IpBlock.Administration.Tests.Catalogue;

public sealed class ProviderCatalogueTests
{
    public static TheoryData<string> Ids => [.. ProviderCatalogue.Entries.Select(entry => entry.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void An_entry_makes_a_provider_that_the_settings_take(string id)
    {
        var entry = ProviderCatalogue.Find(id)!;
        var array = entry.Kind == ProviderKind.Block ? "blockProviders" : "allowProviders";
        var json = JsonConvert.SerializeObject(entry.ToProperties(key: entry.NeedsKey ? "key" : null));
        var settings = Some.Settings($$"""{ "{{array}}": [ {{json}} ] }""");
        var provider = entry.Kind == ProviderKind.Block ? settings.BlockProviders[0] : settings.AllowProviders[0];
        Assert.Equal((entry.Name, entry.IPv6, false), (provider.Name, provider.IPv6, provider.AnyMatch));
        Assert.NotEmpty(provider.IpAddressesMatch);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void An_entry_says_what_it_is_who_runs_it_and_where_one_gets_off_it(string id)
    {
        var entry = ProviderCatalogue.Find(id)!;
        Assert.Matches("^[a-z0-9-]+$", entry.Id);
        Assert.Equal(entry.NeedsKey, entry.NeedsKey && entry.SignUpPage is not null);
        Assert.EndsWith(".", entry.About, StringComparison.Ordinal);
        Assert.EndsWith(".", entry.Notes, StringComparison.Ordinal);
        var properties = entry.ToProperties(key: entry.NeedsKey ? "key" : null);
        if (entry.Kind == ProviderKind.Allow)
            Assert.Null(entry.RejectionResponse);
        else
            Assert.Equal(entry.RemovalPage.Length > 0, entry.RejectionResponse!.EndsWith("; for removal see %7", StringComparison.Ordinal));
        Assert.Equal(entry.Kind == ProviderKind.Block && entry.RemovalPage.Length > 0 ? entry.RemovalPage : null, properties.GetValueOrDefault("removalPage"));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void No_entry_acts_on_a_code_by_which_a_list_refuses_or_whose_meaning_it_does_not_know(string id)
    {
        var entry = ProviderCatalogue.Find(id)!;
        Assert.NotEmpty(entry.ReturnCodes);
        var domain = entry.DomainPattern.Replace("{key}", "key", StringComparison.Ordinal);
        var provider = new Provider(Some.Provider($"\"name\": \"a\", \"lookupDomain\": \"{domain}\", \"anyMatch\": true"), entry.Kind, 1);
        var rules = entry.Responses.Select(Pattern).ToList();
        var meanings = entry.ReturnCodes.Select(text => Pattern(text[..text.IndexOf(':', StringComparison.Ordinal)])).ToList();
        for (var code = 0x7F000000u; code < 0x7F010000u; code++)
        {
            if (!rules.Exists(rule => rule.Matches(code)))
                continue;
            Assert.Null(provider.WhyNoListing(code));
            // Spamhaus keeps 127.0.0.8 free among the codes that its own instructions act on.
            Assert.True(meanings.Exists(meaning => meaning.Matches(code)) || code == 0x7F000008, id + " " + new ReturnCode(code));
        }
    }

    [Fact]
    public void Names_and_ids_are_unique_but_for_the_two_ways_to_Spamhaus()
    {
        Assert.Equal(ProviderCatalogue.Entries.Count, ProviderCatalogue.Entries.DistinctBy(entry => entry.Id, StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal(ProviderCatalogue.Entries.Count - 1, ProviderCatalogue.Entries.DistinctBy(entry => entry.Name, StringComparer.OrdinalIgnoreCase).Count());
        Assert.Same(ProviderCatalogue.Find("spamcop"), ProviderCatalogue.Find("SpamCop"));
        Assert.Null(ProviderCatalogue.Find("nowhere"));
    }

    [Fact]
    public void A_key_too_many_or_too_few_is_a_mistake_of_the_caller()
    {
        Assert.Throws<ArgumentException>(() => ProviderCatalogue.Find("spamcop")!.ToProperties(key: "k"));
        Assert.Throws<ArgumentException>(() => ProviderCatalogue.Find("spamhaus-dqs")!.ToProperties());
        Assert.Equal("k.zen.dq.spamhaus.net", ProviderCatalogue.Find("spamhaus-dqs")!.ToProperties("mine", "k")["lookupDomain"]);
    }

    [Theory]
    [InlineData(ProbeKind.TestPoints, null)]
    [InlineData(ProbeKind.Alive, "alive")]
    [InlineData(ProbeKind.Never, "never")]
    public void A_list_that_keeps_to_other_rules_says_so(ProbeKind probe, string? property)
    {
        var entry = new CatalogueEntry("odd", "Odd", ProviderKind.Block, "odd.test") { Responses = ["127.0.0.2"], Probe = probe };
        Assert.Equal(property, entry.ToProperties().TryGetValue("probe", out var written) ? written : null);
        Assert.Equal(probe, Some.Settings($$"""{ "blockProviders": [ {{JsonConvert.SerializeObject(entry.ToProperties())}} ] }""").BlockProviders[0].Probe);
    }

    [Fact]
    public void An_overloaded_dnswl_is_never_a_listing() => Assert.DoesNotContain(ProviderCatalogue.Find("dnswl")!.Responses, text => Pattern(text).Matches(0x7F0000FF));

    private static ReturnCodePattern Pattern(string text)
    {
        Assert.True(ReturnCodePattern.TryParse(text, out var pattern, out var reason), reason);
        return pattern;
    }
}
