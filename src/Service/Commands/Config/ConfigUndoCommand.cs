using System.CommandLine;
using System.Globalization;
using IpBlock.Service.Terminal;

namespace IpBlock.Service.Commands.Config;

/// <summary><c>ipblock config undo [N]</c>.</summary>
internal sealed class ConfigUndoCommand : ChangingCommand
{
    private readonly Argument<int?> _number;
    private readonly Option<bool> _force;

    public ConfigUndoCommand(Shell shell)
        : base(shell, "undo", "Undo a change of the settings. Later changes of other properties are kept. The undo is recorded as a change and can be undone.")
    {
        _number = With(new Argument<int?>("CHANGE") { Description = "The number of the change, as shown by config history. Default: the last change.", Arity = ArgumentArity.ZeroOrOne });
        _force = With(new Option<bool>("--force") { Description = "Restore the older value even if a later change modified the same property." });
    }

    protected override int Run(Session session, ParseResult parse)
    {
        var (number, force) = (parse.GetValue(_number), parse.GetValue(_force));
        if (session.IsDryRun)
            return session.Show(session.Editor.PreviewUndo(number, force));
        var result = session.Editor.Undo(number, force);
        var back = result.Number is { } made ? string.Create(CultureInfo.InvariantCulture, $" To restore it, run ipblock config undo {made}") : "";
        return session.Report(result, string.Create(CultureInfo.InvariantCulture, $"Change {result.Undoes} was undone.{back}"));
    }
}
