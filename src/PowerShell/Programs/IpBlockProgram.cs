using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;

namespace IpBlock.PowerShell.Programs;

/// <summary>The program ipblock, for what needs more than the module brings along.</summary>
internal static class IpBlockProgram
{
    private static readonly bool IsWindows = Path.DirectorySeparatorChar == '\\';

    /// <summary>Runs it and returns what it wrote.</summary>
    /// <exception cref="FileNotFoundException">It is not installed here.</exception>
    /// <exception cref="System.ComponentModel.Win32Exception">It cannot be started.</exception>
    public static (string Output, string Error) Run(string? program, IEnumerable<string> words)
    {
        var start = new ProcessStartInfo(program ?? Find(), string.Join(" ", words.Select(Quoted)))
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        using var process = Process.Start(start)!;

        // Both at once: who reads one to its end can wait for ever while the other is full.
        var error = Task.Run(process.StandardError.ReadToEnd);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (output, error.GetAwaiter().GetResult());
    }

    private static string Find()
    {
        var name = IsWindows ? "ipblock.exe" : "ipblock";
        var module = Path.GetDirectoryName(typeof(IpBlockProgram).Assembly.Location) ?? ".";
        var folders = new List<string> { module, Path.Combine(module, "..") };
        if (IsWindows)
            folders.Add(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "IpBlock"));
        folders.AddRange((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator));
        return folders.Where(static folder => folder.Length > 0).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException($"The program {name} was not found; specify its path with -Program.");
    }

    // By the rules of Windows' CommandLineToArgvW, which .NET follows everywhere: backslashes count only before a quotation mark.
    internal static string Quoted(string word)
    {
        var quoted = new StringBuilder("\"");
        var backslashes = 0;
        foreach (var c in word)
        {
            backslashes = c == '\\' ? backslashes + 1 : 0;
            if (c == '"')
                quoted.Append('\\', CountBefore(quoted) + 1);
            quoted.Append(c);
        }

        return quoted.Append('\\', backslashes).Append('"').ToString();
    }

    private static int CountBefore(StringBuilder text)
    {
        var count = 0;
        while (text[text.Length - 1 - count] == '\\')
            count++;
        return count;
    }
}
