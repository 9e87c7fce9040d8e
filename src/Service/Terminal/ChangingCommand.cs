namespace IpBlock.Service.Terminal;

/// <summary>A command that changes the settings, or with --dry-run shows what it would change.</summary>
internal abstract class ChangingCommand : QuickCommand
{
    protected ChangingCommand(Shell shell, string name, string description)
        : base(shell, name, description) => With(shell.DryRun);
}
