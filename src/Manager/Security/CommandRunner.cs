using System;
using System.Threading.Tasks;
using IpBlock.Manager.Accounts;

namespace IpBlock.Manager.Security;

/// <summary>Carries out what a page is told to do, if the account may do it now, and logs it. There is no other way to a <see cref="Permit"/>.</summary>
public sealed class CommandRunner(Viewer viewer, AccountLog log)
{
    /// <summary>Runs a command on a thread of the pool, so that a slow disk does not hold up the circuit.</summary>
    /// <param name="command">What it is.</param>
    /// <param name="run">Does it, with the proof that it may be done.</param>
    public async Task<CommandOutcome> RunAsync(PageCommand command, Func<Permit, Task<CommandOutcome>> run)
    {
        if (await viewer.NowAsync() is not { } session)
            return CommandOutcome.Failed("Your session has ended. Sign in again.");
        if (RoleTable.Of(command) is not { } needed || session.Account.Role < needed)
        {
            log.Write(session.Account.Name, session.Address, "refused", $"{command.Name}: the role {session.Account.Role} is not enough");
            return CommandOutcome.Failed($"Your role is {session.Account.Role}, but this requires the role {RoleTable.Of(command) ?? Role.Administrator}.");
        }

        var outcome = await Task.Run(() => run(new Permit(session)));
        log.Write(session.Account.Name, session.Address, outcome.Succeeded ? command.Description : "failed: " + command.Description, outcome.Text);
        return outcome;
    }
}
