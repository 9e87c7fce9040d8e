using System;
using System.Linq;
using IpBlock.Administration.Import;
using Xunit;
using static IpBlock.Administration.Tests.Import.ImportedText;

namespace IpBlock.Administration.Tests.Import;

public sealed class MaddyImportTests
{
    private const string Whole = """
        hostname mx.example.org
        $(zen) = zen.spamhaus.org
        smtp tcp://0.0.0.0:25 {
            check {
                require_mx_record
                dnsbl {
                    reject_threshold 5   # of all
                    quarantine_threshold 5
                    $(zen) bl.spamcop.net {
                        client_ipv6 no
                        responses 127.0.0.1/24 127.0.1.2
                        score 5
                    }
                    combined.example {
                        response 127.0.0.2 127.0.0.3 {
                            score 10
                            message "Listed, see {1}"
                        }
                        response 127.0.0.10 { score 3 }
                    }
                    names.example {
                        client_ipv4 no
                        client_ipv6 no
                        ehlo yes
                    }
                }
            }
        }
        """;

    [Fact]
    public void Lists_are_carried_over_with_their_codes_and_replies()
    {
        var plan = Plan(Whole);
        Assert.Equal(ImportSource.Maddy, plan.Source);
        var settings = Load(plan);
        Assert.Equal(
            [("zen.spamhaus.org", true, false), ("bl.spamcop.net", true, false), ("combined.example", true, true), ("combined.example", true, true)],
            settings.BlockProviders.Select(static provider => (provider.LookupDomain.Reveal(), provider.Enabled, provider.IPv6)));
        Assert.Equal(["127.0.0.0/24", "127.0.1.2"], settings.BlockProviders[0].IpAddressesMatch.Select(static code => code.ToString()));
        Assert.Equal(["127.0.0.2", "127.0.0.3"], settings.BlockProviders[2].IpAddressesMatch.Select(static code => code.ToString()));
        Assert.Equal("Listed, see {1}", settings.BlockProviders[2].RejectionResponse);
        Assert.Contains("EHLO", Why(plan, "names.example"), StringComparison.Ordinal);
        Assert.Equal([9, 9, 15, 19], plan.Items.Where(static item => item.Kind is ImportedKind.BlockProvider).Select(static item => item.Line));
    }

    [Theory]
    [InlineData("smtp tcp://0.0.0.0:25 { check {\n dnsbl a.example b.example {\n reject_threshold 1\n } } }", "a.example b.example")]
    [InlineData("smtp tcp://0.0.0.0:25 {\ncheck {\ndnsbl {\nreject_threshold 2\nquarantine_threshold 0\na.example { score 1 }\nb.example { score 2 }\n}\n}\n}", "b.example")]
    [InlineData("smtp tcp://0.0.0.0:25 {\ncheck {\ndnsbl {\nreject_threshold 2\nquarantine_threshold 0\nw.example { score -1 }\nb.example { score 2 }\n}\n}\n}", "")]
    [InlineData("smtp tcp://0.0.0.0:25 {\ndestination example.org {\ncheck {\ndnsbl a.example { reject_threshold 1 }\n}\n}\n}", "")]
    [InlineData("submission tls://0.0.0.0:465 {\ncheck {\ndnsbl a.example { reject_threshold 1 }\n}\n}", "")]
    [InlineData("check.dnsbl mine {\nreject_threshold 1\na.example\n}\nsmtp tcp://0.0.0.0:25 {\ncheck {\n&mine\n}\n}", "a.example")]
    [InlineData("check.dnsbl mine {\nreject_threshold 1\na.example\n}", "")]
    [InlineData("(lists) {\nreject_threshold 1\na.example { }\n}\nsmtp tcp://0.0.0.0:25 {\ncheck {\ndnsbl {\nimport lists\n}\n}\n}", "a.example")]
    public void Nobody_is_refused_whom_maddy_accepts(string text, string enabled)
    {
        var plan = Plan(text.Replace("\r", "", StringComparison.Ordinal));
        Assert.Equal(ImportSource.Maddy, plan.Source);
        Assert.Equal(enabled, string.Join(' ', Load(plan).BlockProviders.Where(static provider => provider.Enabled).Select(static provider => provider.Name)));
    }
}
