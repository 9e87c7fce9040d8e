using System;
using System.CommandLine;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace IpBlock.Service.Terminal;

/// <summary>A command that does something itself.</summary>
internal abstract class LeafCommand : Command
{
    protected LeafCommand(Shell shell, string name, string description)
        : base(name, description) => SetAction(async (parse, stop) =>
        {
            var session = new Session(shell, parse);
            try
            {
                return await RunAsync(session, parse, stop).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return ExitCode.Fine;
            }
            catch (UnauthorizedAccessException denied)
            {
                return session.Fail(denied.Message + " Run the command as an account with access.");
            }
            catch (IOException failure)
            {
                return session.Fail(failure.Message);
            }
        });

    protected abstract Task<int> RunAsync(Session session, ParseResult parse, CancellationToken stop);

    protected T With<T>(T option) where T : Option
    {
        Options.Add(option);
        return option;
    }

    protected Argument<T> With<T>(Argument<T> argument)
    {
        // Else the help would print what completes it: the names of this server's providers.
        argument.HelpName ??= argument.Name;
        Arguments.Add(argument);
        return argument;
    }
}

/// <summary>A command that waits for nobody.</summary>
internal abstract class QuickCommand(Shell shell, string name, string description) : LeafCommand(shell, name, description)
{
    protected sealed override Task<int> RunAsync(Session session, ParseResult parse, CancellationToken stop) => Task.FromResult(Run(session, parse));

    protected abstract int Run(Session session, ParseResult parse);
}
