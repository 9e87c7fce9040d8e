using System;
using System.Collections.Generic;
using IpBlock.Administration.Sharing;
using Xunit;

namespace IpBlock.Administration.Tests.Sharing;

/// <summary>Keys of lists taken out of a settings file and put back.</summary>
public sealed class KeysInSettingsTests
{
    private const string File = """
        {
          // was oldkey9.zen.dq.spamhaus.net, and hiddenkey.lists.example before
          "blockProviders": [
            { "name": "Zen", "lookupDomain": "secretkey.zen.dq.spamhaus.net" /* secretkey */ },
            { "name": "Plain", "lookupDomain": "bl.example" },
            { "name": "Own", "publicName": "lists.example", "lookupDomain": 'hiddenkey.lists.example' },
            { "name": "Bad", "lookupDomain": "not a domain" }
          ],
          "lists": [ { "name": "Paid", "url": "https://lists.example/k3y9x8q7w6/drop.txt" }, { "name": "Free", "url": "https://lists.example/drop.txt" } ],
          "notify": {
            "email": { "server": "mail.example", "user": "ipblock", "password": "pass5word" },
            "webhook": { "url": "https://hooks.example/T0/k3y", "secret": "hook5ecret" }
          },
          "recipientPolicies": [ { "name": "p", "comment": "secretkey stays here, it is text" } ]
        }
        """;

    [Fact]
    public void Each_value_with_a_key_is_replaced_and_comes_back_and_nothing_else_is_touched()
    {
        var hidden = new Dictionary<string, string>(StringComparer.Ordinal);
        var without = KeysInSettings.Hide(File, (value, _) =>
        {
            var token = "hidden:" + hidden.Count;
            hidden[token] = value;
            return token;
        });
        Assert.Equal(
            [
                "secretkey.zen.dq.spamhaus.net", "hiddenkey.lists.example", "not a domain", "https://lists.example/k3y9x8q7w6/drop.txt",
                "pass5word", "https://hooks.example/T0/k3y", "hook5ecret",
            ],
            hidden.Values);
        Assert.Contains("\"bl.example\"", without);
        Assert.Contains("\"https://lists.example/drop.txt\"", without);
        var back = KeysInSettings.Reveal(without, (value, _) => hidden.TryGetValue(value, out var key) ? key : null);
        Assert.Empty(SharedSettings.Between(File, back, null).Changes);
    }

    [Fact]
    public void Comments_lose_their_keys()
    {
        var without = KeysInSettings.Hide(File, static (_, _) => "x");
        Assert.Contains("// was zen.dq.spamhaus.net, and lists.example before", without);
    }

    [Fact]
    public void A_key_in_a_text_of_the_administrators_stays_one() => Assert.Contains("secretkey stays here", KeysInSettings.Hide(File, static (_, _) => "x"));
}
