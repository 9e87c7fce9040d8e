using System.CommandLine;
using System.Linq;
using IpBlock.Administration.Policies;
using IpBlock.Service.Terminal;

namespace IpBlock.Service.Commands.Policies;

/// <summary><c>ipblock policy which RECIPIENT</c>.</summary>
internal sealed class PolicyWhichCommand : QuickCommand
{
    private readonly Argument<string> _recipient;

    public PolicyWhichCommand(Shell shell)
        : base(shell, "which", "Say by which recipient policy a recipient's mail is judged.") =>
        _recipient = With(new Argument<string>("RECIPIENT") { Description = "An address, such as user@example.com." });

    protected override int Run(Session session, ParseResult parse)
    {
        if (session.Load() is not { } settings)
            return ExitCode.Wrong;
        var found = PolicyOfRecipient.Find(settings, session.SettingsPath, parse.GetRequiredValue(_recipient), session.Clock);
        if (session.Json)
            JsonObject.Write(session.Out, json => Write(json, found));
        else
            Print(session, found);
        return ExitCode.Fine;
    }

    private static void Print(Session session, PolicyOfRecipient found)
    {
        if (found.Exception is { } exception)
            session.Out.WriteLine($"{found.Recipient} is exempt by {exception.Recipient}: its mail is accepted, whatever a policy says.");
        session.Out.WriteLine(found.Policy is { } policy
            ? $"{found.Recipient} is covered by the policy {policy.Settings.Name}, which names {found.Pattern}."
            : $"{found.Recipient} is named by no recipient policy: the general settings apply.");
        if (found.Others.Count > 0)
            session.Out.WriteLine($"Later policies that name it too do not count: {string.Join(", ", found.Others.Select(static other => other.Settings.Name))}.");
        if (found.Policy?.Trouble is { } trouble)
            session.Warn(trouble);
    }

    private static void Write(JsonObject json, PolicyOfRecipient found) => json
        .Set("recipient", found.Recipient).Set("policy", found.Policy?.Settings.Name).Set("namedAs", found.Pattern)
        .Set("others", found.Others.Select(static other => other.Settings.Name)).Set("exception", found.Exception?.Recipient.ToString());
}
