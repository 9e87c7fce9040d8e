using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Administration.Providers;
using IpBlock.Service.Terminal;
using IpBlock.Settings;

namespace IpBlock.Service.Commands.Providers;

/// <summary>Asks every provider that is enabled, and says of each in one line whether it can be relied on.</summary>
internal sealed class AllProvidersTest(Session session, ProviderTest test)
{
    private const int AtATime = 5;

    /// <summary>The exit code: 1 when a list failed, else 3 when one could not be asked.</summary>
    public async Task<int> RunAsync(FilterSettings settings, ProviderKind? kind, CancellationToken stop)
    {
        var providers = ProviderReport.All(settings, kind).Where(static report => report.Settings.Enabled).ToList();
        if (providers.Count == 0)
            return session.Fail("no provider is enabled; to see well-known lists, run ipblock catalog list");
        var tested = new List<(ProviderReport Report, IReadOnlyList<ProviderTestPoint> Points)>();
        var waiting = new Queue<(ProviderReport Report, Task<IReadOnlyList<ProviderTestPoint>> Points)>();
        for (var next = 0; tested.Count < providers.Count;)
        {
            for (; next < providers.Count && waiting.Count < AtATime; next++)
                waiting.Enqueue((providers[next], RunAsync(providers[next])));
            var (report, points) = waiting.Dequeue();
            tested.Add((report, await session.WaitForAsync(points.WaitAsync(stop), "Asking " + report.Settings.Name).ConfigureAwait(false)));
        }

        if (session.Json)
            JsonObject.WriteList(session.Out, tested, static (json, one) => json
                .Set("name", one.Report.Settings.Name).Set("kind", ProviderKinds.Word(one.Report.Kind)).Set("points", one.Points, ProviderTestCommand.Write));
        else
            Print(tested);
        var codes = tested.ConvertAll(static one => ProviderTestCommand.Judge(one.Points));
        return codes.Contains(ExitCode.Listed) ? ExitCode.Listed : codes.Max();
    }

    private async Task<IReadOnlyList<ProviderTestPoint>> RunAsync(ProviderReport report) => await test.RunAsync(report.ToProvider(), null).ConfigureAwait(false);

    private void Print(List<(ProviderReport Report, IReadOnlyList<ProviderTestPoint> Points)> tested)
    {
        var table = new TextTable("Provider", "Kind", "Result", "Meaning");
        foreach (var (report, points) in tested)
        {
            var worst = points.MaxBy(static point => Gravity(point.Result))!;
            table.Row(report.Settings.Name, ProviderKinds.Word(report.Kind), ProviderTestCommand.InColour(worst.Result), worst.InWords);
        }

        table.Print(session);
    }

    private static int Gravity(TestResult result) => result switch
    {
        TestResult.Failed => 3,
        TestResult.Unanswered => 2,
        TestResult.Unsure => 1,
        _ => 0,
    };
}
