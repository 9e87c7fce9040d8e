using System;
using System.ComponentModel;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;

namespace IpBlock.Administration.Doctor.MailServers;

/// <summary>What a program of the mail server prints.</summary>
internal static class ProgramOutput
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>What it writes to its standard output; null when it is not there, fails, or does not end within five seconds.</summary>
    /// <param name="program">Its path.</param>
    /// <param name="arguments">Without blanks and quotes in any of them.</param>
    /// <param name="stop">Ends the wait.</param>
    public static async Task<string?> ReadAsync(string program, string[] arguments, CancellationToken stop)
    {
        if (!Array.TrueForAll(arguments, static argument => argument.IndexOfAny([' ', '"', '\\']) < 0))
            return null;
        var start = new ProcessStartInfo(program, string.Join(" ", arguments)) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        try
        {
            using var process = Process.Start(start)!;
            process.ErrorDataReceived += static (_, _) => { };
            process.BeginErrorReadLine();
            var output = process.StandardOutput.ReadToEndAsync();
            if (await Task.WhenAny(output, Task.Delay(Patience, stop)).ConfigureAwait(false) != output || !process.WaitForExit((int)Patience.TotalMilliseconds))
            {
                process.Kill();
                return null;
            }

            return process.ExitCode == 0 ? await output.ConfigureAwait(false) : null;
        }
        catch (Exception failure) when (failure is Win32Exception or InvalidOperationException)
        {
            return null; // it is not there, or has ended before it could be ended
        }
    }
}
