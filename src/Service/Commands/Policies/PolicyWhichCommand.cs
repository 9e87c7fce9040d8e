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
        : base(shell, "which", "Show which recipient policy applies to a recipient.") =>
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
            session.Out.WriteLine($"{found.Recipient} is exempt by {exception.Recipient}: mail to it is always accepted, regardless of policies.");
        session.Out.WriteLine(found.Policy is { } policy
            ? $"{found.Recipient} is in the policy {policy.Settings.Name}, which refers to {found.Pattern}."
            : $"{found.Recipient} is not in a recipient policy: the general settings apply.");
        if (found.Others.Count > 0)
            session.Out.WriteLine($"Later policies that also contain it do not apply: {string.Join(", ", found.Others.Select(static other => other.Settings.Name))}.");
        if (found.Policy?.Trouble is { } trouble)
            session.Warn(trouble);
    }

    private static void Write(JsonObject json, PolicyOfRecipient found) => json
        .Set("recipient", found.Recipient).Set("policy", found.Policy?.Settings.Name).Set("namedAs", found.Pattern)
        .Set("others", found.Others.Select(static other => other.Settings.Name)).Set("exception", found.Exception?.Recipient.ToString());
}
