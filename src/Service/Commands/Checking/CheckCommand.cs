using System.CommandLine;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Addresses;
using IpBlock.Administration.Checking;
using IpBlock.Dns;
using IpBlock.Filtering;
using IpBlock.Service.Terminal;

namespace IpBlock.Service.Commands.Checking;

/// <summary><c>ipblock check ADDRESS</c>.</summary>
internal sealed class CheckCommand : LeafCommand
{
    private readonly Argument<string> _address;
    private readonly Option<string?> _recipient;
    private readonly Option<string?> _helo;
    private readonly Option<int> _localPort;
    private readonly Option<bool> _authenticated;

    public CheckCommand(Shell shell)
        : base(shell, "check", "Say what would become of a client, and why: every rule in order, every list, the verdict and the reply.")
    {
        _address = With(new Argument<string>("ADDRESS") { Description = "The client's IPv4 or IPv6 address." });
        _recipient = With(new Option<string?>("--recipient") { Description = "Whether this recipient is exempt.", HelpName = "ADDRESS" });
        _helo = With(new Option<string?>("--helo") { Description = "The name the client gives itself, for the HELO rule.", HelpName = "NAME" });
        _localPort = With(new Option<int>("--local-port") { Description = "The port of this server the client comes to.", HelpName = "PORT" });
        _authenticated = With(new Option<bool>("--authenticated") { Description = "As if the client had logged in." });
    }

    protected override async Task<int> RunAsync(Session session, ParseResult parse, CancellationToken stop)
    {
        if (!Address.TryParse(parse.GetRequiredValue(_address), out var client))
            return session.Fail($"'{parse.GetRequiredValue(_address)}' is not an IP address");
        var port = parse.GetValue(_localPort);
        if (port is < 0 or > 65535)
            return session.Fail("--local-port is a number from 1 to 65535");
        if (session.Load() is not { } settings)
            return ExitCode.Wrong;
        var request = new FilterRequest(client) { LocalPort = port, IsAuthenticated = parse.GetValue(_authenticated) };
        using var resolver = new StubResolver(FilterEngine.OptionsFor(settings), session.Clock);
        using var check = new AddressCheck(settings, session.SettingsPath, resolver, session.Clock);
        var report = await session.WaitForAsync(check.RunAsync(request, parse.GetValue(_recipient), parse.GetValue(_helo)), "Asking the lists about " + client).ConfigureAwait(false);
        // Decided by the files as they are now: what the mail server does may be another thing.
        var differences = session.InForce(settings).Differences().ToList();
        if (session.Json)
            JsonObject.Write(session.Out, json => CheckJson.Write(json, report, differences));
        else
            CheckText.Print(session, report, differences);
        if (report.NobodyAnswered)
            return ExitCode.NoDns;
        return report.Outcome == VerdictAction.Accept ? ExitCode.Fine : ExitCode.Listed;
    }
}
