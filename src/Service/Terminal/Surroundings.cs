using System;
using System.IO;
using System.Text;
using IpBlock.Time;

namespace IpBlock.Service.Terminal;

/// <summary>All that a command touches outside itself, so that a test can run it in its own process.</summary>
internal sealed class Surroundings
{
    private const int Unlimited = 10_000;

    public required TextWriter Out { get; init; }

    public required TextWriter Error { get; init; }

    public TextReader In { get; init; } = TextReader.Null;

    public Clock Clock { get; init; } = Clock.System;

    /// <summary>True when a person reads the output as it comes.</summary>
    public bool OutIsTerminal { get; init; }

    public bool ErrorIsTerminal { get; init; }

    /// <summary>Columns of the output; what is not a terminal has as many as are needed.</summary>
    public int Width { get; init; } = Unlimited;

    public Func<string, string?> Environment { get; init; } = static _ => null;

    /// <summary>This process's own.</summary>
    public static Surroundings OfProcess()
    {
        // Tables and comments may hold any letter, whatever the code page of a Windows console is.
        if (OperatingSystem.IsWindows())
            Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var isTerminal = !Console.IsOutputRedirected;
        return new Surroundings
        {
            Out = Console.Out,
            Error = Console.Error,
            In = Console.In,
            OutIsTerminal = isTerminal,
            ErrorIsTerminal = !Console.IsErrorRedirected,
            Width = isTerminal && Console.WindowWidth > 0 ? Console.WindowWidth : Unlimited,
            Environment = System.Environment.GetEnvironmentVariable,
        };
    }
}
