using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Administration.InForce;
using IpBlock.Administration.Providers;
using IpBlock.Providers.Health;
using IpBlock.Service.Terminal;
using IpBlock.Settings;

namespace IpBlock.Service.Commands.Providers;

/// <summary><c>ipblock provider retry NAME</c>.</summary>
internal sealed class ProviderRetryCommand : LeafCommand
{
    private readonly Argument<string> _name;
    private readonly Option<ProviderKind> _kind;

    public ProviderRetryCommand(Shell shell)
        : base(shell, "retry", "Let the running service or agent probe a provider now. One successful probe ends a suspension.")
    {
        _name = With(ProviderKinds.Name(shell));
        _kind = With(ProviderKinds.Option());
    }

    protected override async Task<int> RunAsync(Session session, ParseResult parse, CancellationToken stop)
    {
        var kind = parse.GetValue(_kind);
        if (session.Load() is not { } settings || ProviderKinds.Find(session, settings, kind, parse.GetRequiredValue(_name)) is not { } provider)
            return ExitCode.Wrong;
        if (!provider.Settings.Enabled)
            return session.Fail($"{provider.Settings.Name} is disabled; to enable it, run ipblock provider enable '{provider.Settings.Name}'");
        var work = ProviderRetry.RunAsync(session.SettingsPath, settings, provider.Settings, kind, session.Clock, stop);
        var results = await session.WaitForAsync(work, "Waiting for the probe of " + provider.Settings.Name).ConfigureAwait(false);
        if (results.Count == 0)
            return session.Fail("process not running: there is no service or agent that could probe it (ipblock status)");
        if (session.Json)
            JsonObject.WriteList(session.Out, results, Write);
        else
            Print(session, results);
        if (results.Any(static result => result.After is null))
            return ExitCode.NoDns;
        return results.Any(static result => result.After!.State >= HealthState.Silent) ? ExitCode.Listed : ExitCode.Fine;
    }

    private static void Print(Session session, IReadOnlyList<ProviderRetry> results)
    {
        foreach (var result in results)
            session.Out.WriteLine($"{result.Process.Name}: {InWords(result)}");
    }

    private static string InWords(ProviderRetry result)
    {
        if (result.Before is null)
            return "does not query it; other settings are active there";
        if (result.After is not { } after)
        {
            return !result.Process.State.WatchesProviders ? "does not monitor its providers (health.enabled)"
                : result.Process.State.IsCutOff ? "cannot query any provider, because the Internet connection or the name servers are down"
                : "has not probed it within 15 seconds";
        }

        var sentences = string.Join(" ", ProviderReport.SentencesOf(after));
        if (sentences.Length == 0)
            sentences = result.Before.State >= HealthState.Silent ? "healthy again, and queried from now on" : "healthy";
        return sentences;
    }

    private static void Write(JsonObject json, ProviderRetry result) => json
        .Set("process", result.Process.Name).Set("asked", result.Before is not null).Set("probed", result.After is not null)
        .Set("before", result.Before is { } before ? Names.Camel(before.State) : null).Set("state", result.After is { } after ? Names.Camel(after.State) : null)
        .Set("answered", result.After?.Answered).Set("nextStep", result.After?.NextStep).Set("braked", result.After?.IsBraked == true);
}
