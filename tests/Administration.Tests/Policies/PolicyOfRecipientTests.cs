using System;
using System.IO;
using System.Linq;
using FsCheck;
using FsCheck.Fluent;
using IpBlock.Administration.Policies;
using IpBlock.RecipientPolicies;
using IpBlock.Settings;
using IpBlock.Tests;
using IpBlock.Tests.Settings;
using IpBlock.Time;
using Xunit;

namespace IpBlock.Administration.Tests.Policies;

public sealed class PolicyOfRecipientTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_policy_that_it_names_is_the_one_that_the_filter_judges_by()
    {
        var locals = Gen.Elements("a", "b", "a+x", "*");
        var domains = Gen.Elements("x.test", "y.test", "*");
        var patterns = from local in locals from domain in domains where local != "*" || domain != "*" select local + "@" + domain;
        var policies = from names in patterns.ArrayOf(2).ArrayOf(3) from enabled in Gen.Elements(true, true, false).ArrayOf(3) select (names, enabled);
        Sampled.Check(
            Prop.ForAll(Arb.From(policies), Arb.From(Gen.Elements("a@x.test", "A+x@X.test", "b+y@y.test", "c@y.test", "a@z.test", "postmaster")), (all, recipient) =>
            {
                var settings = Some.Settings(
                    $$"""{ "recipientPolicies": [ {{string.Join(", ", all.names.Select((names, i) => $$"""{ "name": "p{{i}}", "enabled": {{(all.enabled[i] ? "true" : "false")}}, "recipients": [ "{{names[0]}}", "{{names[1]}}" ] }"""))}} ] }""");
                using var store = RecipientPolicyStore.Load(settings, _folder.PathOf("ipblock.json"), Clock.System);
                var place = store.Current.Find(recipient);
                var found = PolicyOfRecipient.Find(settings, _folder.PathOf("ipblock.json"), recipient, Clock.System);
                return found.Policy?.Priority == (place < 0 ? null : place + 1) && found.Others.All(other => other.Priority > found.Policy!.Priority && other.Settings.Enabled);
            }),
            300);
    }

    [Fact]
    public void A_file_counts_like_the_settings_and_an_exception_is_named_beside_the_policy()
    {
        File.WriteAllText(_folder.PathOf("many.txt"), "b@x.test\npostmaster@x.test\n");
        var settings = Some.Settings("""
            { "exceptions": { "recipients": [ "postmaster@*" ] }, "recipientPolicies": [ { "name": "one", "recipients": [ "a@x.test" ] }, { "name": "two", "recipientsFile": "many.txt" } ] }
            """);
        var found = PolicyOfRecipient.Find(settings, _folder.PathOf("ipblock.json"), "Postmaster@x.test", Clock.System);
        Assert.Equal(("two", "postmaster@x.test", "postmaster@*"), (found.Policy!.Settings.Name, found.Pattern, found.Exception!.Recipient.ToString()));
        Assert.Equal((2, 2), (found.Policy.Recipients, found.Policy.InFile));
    }
}
