using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Administration.Import;
using Xunit;

namespace IpBlock.EndToEnd.Import;

/// <summary>What is imported of main.cf and of its tables refuses nobody whom the real Postfix, on the same file, accepts.</summary>
public sealed class PostfixDifferentialTests(ITestOutputHelper output)
{
    private const int AtATime = 6;

    // What the configurations below have to show; one that none of them shows would be a claim without proof.
    private static readonly string[] Constructs =
    [
        "permit", "permit_mynetworks", "permit_sasl_authenticated", "permit_auth_destination", "permit_tls_clientcerts", "permit_dnswl_client", "reject", "reject_rbl_client", "filter",
        "reject_maps_rbl", "reject_rhsbl", "warn_if_reject", "defer_if_reject", "defer_if_permit", "class", "etrn", "stages", "data stages", "smtpd_delay_reject", "soft_bounce", "maps_rbl_reject_code",
        "default_rbl_reply", "${stress?}", "${name?}", "${name:}", "${name?{}:{}}", "${{a} == {b}?}", "$name", "${name}", "$(name)", "unset $name", "mynetworks", "check_client_access",
        "inline table", "bare table", "unknown table", "check_recipient_access", "check_sender_access", "check_policy_service",
        "threshold by default", "threshold macro", "threshold unset", "weights", "negative weight", "the same site twice", "allowlist_threshold", "action drop", "action ignore", "action unset",
        "access list permit", "access list table", "denylist_action enforce", "denylist_action unset", "reply_map",
        "host bits", "WARN", "450", "HOLD", "DUNNO", "OK", "RELAY", "DISCARD", "PREPEND", "FILTER", "INFO", "550 alone", "5NN text", "OK behind REJECT", "if", "!", "no pattern",
    ];

    private static int Share(int part, int whole) => Differential.IsWhole ? whole : part;

    private static IEnumerable<PostfixCase> Generated =>
    [
        .. Enumerable.Range(1, Share(16, 120)).Select(PostfixGenerator.Smtpd),
        .. Enumerable.Range(1, Share(4, 24)).Select(PostfixGenerator.Postscreen),
        .. Enumerable.Range(1, Share(10, 80)).Select(PostfixGenerator.Table),
    ];

    [Fact]
    public async Task Nobody_is_refused_whom_Postfix_accepts_and_nine_tenths_of_whom_its_lists_refuse_are_refused()
    {
        var cases = PostfixCases.All.Concat(Generated).ToList();
        var total = new DifferentialTally();
        var spared = new DifferentialTally();
        var failures = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(cases, new ParallelOptions { MaxDegreeOfParallelism = AtATime }, async (one, _) =>
        {
            var server = new PostfixServer(one);
            var tally = await Differential.RunAsync(one.Case, server);
            if (one.RefusesForNow)
                CheckForNow(one, server, failures);
            lock (total)
            {
                (one.CannotBeSaid ? spared : total).Add(tally);
                output.WriteLine($"{one.Case.Name}: {tally}; {string.Join(", ", server.Codes.Distinct())}");
            }
        });

        output.WriteLine($"{cases.Count} configurations: {total}. Beside them: {spared}");
        Assert.True(failures.IsEmpty, string.Join('\n', failures));
        spared.AssertNeverMore();
        total.AssertHolds();
    }

    [Fact]
    public void Every_construct_occurs_in_a_configuration()
    {
        var occurring = PostfixCases.All.Concat(Generated).SelectMany(static one => one.Constructs).ToHashSet(StringComparer.Ordinal);
        Assert.Empty(Constructs.Except(occurring, StringComparer.Ordinal));
        Assert.Empty(occurring.Except(Constructs, StringComparer.Ordinal));
        Assert.True(PostfixCases.All.Concat(Generated).Count() >= 60);
    }

    // Refused for good where Postfix told the client to come again would be refused more.
    private static void CheckForNow(PostfixCase one, PostfixServer server, ConcurrentBag<string> failures)
    {
        var settings = IpBlock.Settings.SettingsFile.Parse(Importer.Read(one.Case.Text, "main.cf", one.Case.Source).ToSettingsJson(), "imported.json").Settings!;
        if (server.Codes.IsEmpty || server.Codes.Any(static code => code is not (>= 400 and < 500)))
            failures.Add($"{one.Case.Name}: Postfix does not refuse for now but with {string.Join(", ", server.Codes.Distinct())}");
        if (settings.BlockProviders.Any(static list => list.Enabled && list.StatusCode >= 500))
            failures.Add(one.Case.Name + ": a list refuses for good");
    }
}
