using System.CommandLine;
using IpBlock.Service.Terminal;

namespace IpBlock.Service.Commands;

/// <summary><c>ipblock completion bash</c>: asks the program itself, by the directive of System.CommandLine, at every press of the tabulator.</summary>
internal sealed class CompletionBashCommand(Shell shell) : QuickCommand(shell, "bash", "Print a completion script for bash. Save it as /etc/bash_completion.d/ipblock.")
{
    private const string Script = """
        _ipblock() {
            local IFS=$'\n' word=${COMP_WORDS[COMP_CWORD]} found
            found=$(ipblock "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)
            COMPREPLY=()
            for found in $found; do
                [[ -z $word && $found == [-/]* ]] && continue
                [[ $found == "$word"* ]] && COMPREPLY+=("$(printf '%q' "$found")")
            done
        }
        complete -o default -F _ipblock ipblock
        """;

    protected override int Run(Session session, ParseResult parse)
    {
        session.Out.Write(Script.ReplaceLineEndings("\n") + "\n");
        return ExitCode.Fine;
    }
}
