using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Addresses;
using IpBlock.Administration.Providers;
using IpBlock.Dns;
using IpBlock.Providers;
using IpBlock.Service.Terminal;
using IpBlock.Settings;

namespace IpBlock.Service.Commands.Providers;

/// <summary><c>ipblock provider test NAME [ADDRESS]</c>.</summary>
internal sealed class ProviderTestCommand : LeafCommand
{
    private readonly Argument<string> _name;
    private readonly Argument<string?> _address;
    private readonly Option<ProviderKind> _kind;

    public ProviderTestCommand(Shell shell)
        : base(shell, "test", "Test a provider: query its test addresses (RFC 5782), or one address.")
    {
        _name = With(ProviderKinds.Name(shell));
        _name.Arity = ArgumentArity.ZeroOrOne;
        _name.Description = "The name of the provider, not case-sensitive. Without a name, all enabled providers are tested.";
        _address = With(new Argument<string?>("ADDRESS") { Description = "Query this address instead of the test addresses.", Arity = ArgumentArity.ZeroOrOne });
        _kind = With(ProviderKinds.Option());
    }

    protected override async Task<int> RunAsync(Session session, ParseResult parse, CancellationToken stop)
    {
        var kind = parse.GetValue(_kind);
        Address? client = null;
        if (parse.GetValue(_address) is { } text)
        {
            if (!Address.TryParse(text, out var address))
                return session.Fail($"'{text}' is not an IP address");
            client = address;
        }

        if (session.Load() is not { } settings)
            return ExitCode.Wrong;
        using var resolver = new StubResolver(FilterEngine.OptionsFor(settings), session.Clock);
        var test = new ProviderTest(resolver, session.Clock);
        if (parse.GetValue(_name) is not { } name)
            return await new AllProvidersTest(session, test).RunAsync(settings, parse.GetResult(_kind) is { Implicit: false } ? kind : null, stop).ConfigureAwait(false);
        if (ProviderKinds.Find(session, settings, kind, name) is not { } report)
            return ExitCode.Wrong;
        var provider = report.ToProvider();
        var points = await session.WaitForAsync(test.RunAsync(provider, client), "Asking " + provider.Name).ConfigureAwait(false);
        if (session.Json)
            JsonObject.WriteList(session.Out, points, Write);
        else
            Print(session, points);
        foreach (var sentence in session.Json ? [] : report.HealthInSentences())
            session.Out.WriteLine("Now " + sentence);
        return Judge(points);
    }

    // One address: 1 says "listed". The test points: 1 says that the list is not to be trusted.
    public static int Judge(IReadOnlyList<ProviderTestPoint> points)
    {
        if (points.All(static point => point.Result == TestResult.Unanswered))
            return ExitCode.NoDns;
        return points.Any(static point => point.Result is TestResult.Failed or TestResult.Unanswered
            || (point.MustBeListed is null && point.Answer.Outcome == ProviderOutcome.Matched)) ? ExitCode.Listed : ExitCode.Fine;
    }

    private static void Print(Session session, IReadOnlyList<ProviderTestPoint> points)
    {
        var table = new TextTable("Address", "Result", "ms", "Meaning");
        foreach (var point in points)
        {
            var words = point.InWords + (point.Reason.Length > 0 ? "\nAnswer text: " + point.Reason : "") + "\nAsked: " + point.Question;
            table.Row(point.Address, InColour(point.Result), point.Took.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture), words);
        }

        table.Print(session);
    }

    public static Cell InColour(TestResult result) => result switch
    {
        TestResult.Passed => Cell.Green("passed"),
        TestResult.Failed => Cell.Red("failed"),
        TestResult.Unsure => Cell.Yellow("unsure"),
        _ => Cell.Yellow("no answer"),
    };

    public static void Write(JsonObject json, ProviderTestPoint point) => json
        .Set("address", point.Address).Set("result", Names.Camel(point.Result)).Set("outcome", Names.Camel(point.Answer.Outcome))
        .Set("question", point.Question)
        .Set("returnCodes", point.Answer.Codes, (code, bits) => code.Set("code", new ReturnCode(bits).ToString()).Set("meaning", point.Answer.Provider.MeaningOf(bits)))
        .Set("reason", point.Reason).Set("milliseconds", point.Took.TotalMilliseconds).Set("explanation", point.InWords);
}
