using System.Text;

namespace IpBlock.Testing.Sessions;

/// <summary>What went over the wire, to be read by whoever looks for the fault.</summary>
internal sealed class Transcript
{
    private readonly StringBuilder _text = new();

    public void Sent(string line) => Add("> ", line);

    public void Heard(string line) => Add("< ", line);

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    private void Add(string direction, string line) => _text.Append(direction).Append(line).Append('\n');
}
