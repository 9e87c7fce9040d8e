using System;
using System.Collections.Generic;
using System.Linq;
using FsCheck;
using FsCheck.Fluent;
using IpBlock.RecipientPolicies;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Tests.RecipientPolicies;

public sealed class PolicyTableTests
{
    private static readonly Gen<string> Addresses =
        from local in Gen.Elements("info", "abuse", "Info+news", "\"a b\"", "postmaster")
        from domain in Gen.Elements("a.test", "b.test", "B.TEST.", "xn--bcher-kva.test", "b\u00fccher.test")
        select local + "@" + domain;

    private static readonly Gen<string> Patterns =
        from kind in Gen.Choose(0, 2)
        from address in Addresses
        let at = address.LastIndexOf('@')
        select kind == 0 ? address : kind == 1 ? "*" + address[at..] : address[..at] + "@*";

    [Fact]
    public void It_finds_the_first_policy_that_names_the_recipient_however_it_is_spelled() => Sampled.Check(
        Prop.ForAll(Arb.From(Patterns.ArrayOf(12)), Arb.From(Addresses), Arb.From(Gen.Choose(0, 4095)), static (patterns, recipient, where) =>
        {
            var policies = Enumerable.Range(0, 4).Select(i => patterns.Skip(i * 3).Take(3).Select(Pattern).ToList()).ToList();
            var table = Table(policies, where);
            var address = RecipientAddress.Of(recipient);
            var first = policies.FindIndex(policy => policy.Exists(pattern => pattern.Matches(address, "+")));
            return table.Find(recipient) == first;
        }), 2000);

    [Fact]
    public void A_policy_that_is_switched_off_names_nobody()
    {
        var settings = Some.Settings("""{ "recipientPolicies": [ { "name": "off", "enabled": false, "recipients": [ "*@a.test" ] }, { "name": "on", "recipients": [ "*@a.test" ] } ] }""");
        Assert.Equal(1, new PolicyTable(settings, [[Pattern("info@b.test")], null]).Find("info@a.test"));
        Assert.Equal(-1, new PolicyTable(settings, [[Pattern("info@b.test")], null]).Find("info@b.test"));
    }

    // Of each policy some recipients stand in the settings and the others in its file.
    private static PolicyTable Table(List<List<RecipientPattern>> policies, int where)
    {
        var json = policies.Select((policy, i) => $$"""{ "name": "p{{i}}", "recipientsFile": "f", "recipients": [ {{string.Join(", ", policy.Where((_, j) => InSettings(i, j)).Select(Quoted))}} ] }""");
        var settings = Some.Settings("{ \"recipientPolicies\": [ " + string.Join(", ", json) + " ] }");
        return new PolicyTable(settings, [.. policies.Select((policy, i) => (IReadOnlyList<RecipientPattern>)[.. policy.Where((_, j) => !InSettings(i, j))])]);

        bool InSettings(int policy, int pattern) => (where >> (policy * 3 + pattern) & 1) != 0;
    }

    private static string Quoted(RecipientPattern pattern) => "\"" + pattern.ToString().Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";

    private static RecipientPattern Pattern(string text) => RecipientPattern.TryParse(text, out var pattern, out var reason) ? pattern : throw new ArgumentException(reason);
}
