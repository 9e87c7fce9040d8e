using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.Installer.Tests.Life;

/// <summary>A test's own Windows server, on which packages are installed and removed.</summary>
internal sealed class Windows : IAsyncDisposable
{
    private const string Exchange = @"Software\\Microsoft\\ExchangeServer\\v15";

    /// <summary>The parts of the registry that have to do with a program, and not with what wine counts for itself.</summary>
    private static readonly string[] Ours = ["[Software\\\\IpBlock]", "\\\\Eventlog\\\\Application\\\\IpBlock]", Service];

    private const string Service = "[System\\\\CurrentControlSet\\\\Services\\\\IpBlock]";

    // Windows before 10 does not have it, and wine does not either.
    private const string Windows10 = "\n[Software\\\\Microsoft\\\\Windows NT\\\\CurrentVersion]\n\"CurrentMajorVersionNumber\"=dword:0000000a\n";

    // .NET maps the code it compiles twice, to write at one place and to run at the other. Under wine 8.0 the first garbage collection that finalizes a dynamic method then ends the program: "Internal CLR error".
    private const string OneMapping = "\n[System\\\\CurrentControlSet\\\\Control\\\\Session Manager\\\\Environment]\n\"DOTNET_EnableWriteXorExecute\"=\"0\"\n";

    private const string FrontEnd = $"\n[{Exchange}\\\\Setup]\n\"MsiProductMajor\"=dword:0000000f\n\n[{Exchange}\\\\FrontendTransportRole]\n\"ConfiguredVersion\"=\"15.2.1544.4\"\n";

    // wine leads the users' folders and drive Z out into the whole machine.
    private static readonly EnumerationOptions WithoutLinks = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };

    private readonly string _prefix;

    private Windows(string prefix) => _prefix = prefix;

    /// <summary>Where the front end of a Mailbox server is: the usual case.</summary>
    public static Task<Windows> MailboxAsync(WineFixture wine) => StartAsync(wine, FrontEnd + Windows10);

    public static Task<Windows> WithoutExchangeAsync(WineFixture wine) => StartAsync(wine, Windows10);

    /// <summary>Exchange 2013 on Windows Server 2012 R2.</summary>
    public static Task<Windows> OldMailboxAsync(WineFixture wine) => StartAsync(wine, FrontEnd);

    public string ProgramFiles => PathOf("Program Files");

    public string Settings => PathOf("ProgramData", "IpBlock", "ipblock.json");

    /// <summary>The registry as it is on disk once wine's server has gone.</summary>
    public string Registry => File.ReadAllText(Path.Combine(_prefix, "system.reg"));

    /// <summary>The service's key by its values; empty when there is no service.</summary>
    public IReadOnlyDictionary<string, string> ServiceKey()
    {
        var lines = Registry.Split('\n').SkipWhile(static line => !line.StartsWith(Service, StringComparison.OrdinalIgnoreCase)).Skip(1);
        return lines.TakeWhile(static line => line.Length > 0).Where(static line => line[0] == '"').Select(static line => line.Split("\"=", 2))
            .ToDictionary(static pair => pair[0].Trim('"'), static pair => pair[1].Trim('"').Replace(@"\\", @"\", StringComparison.Ordinal), StringComparer.Ordinal);
    }

    public string PathOf(params string[] parts) => Path.Combine([_prefix, "drive_c", .. parts]);

    /// <summary>Runs msiexec to its end. The exit code of Windows is cut to a byte: 1603 is 67, 1627 is 91.</summary>
    public async Task<int> MsiexecAsync(params string[] arguments)
    {
        var translated = arguments.Select(static argument => argument.EndsWith(".msi", StringComparison.Ordinal) ? "Z:" + argument.Replace('/', '\\') : argument);
        return (await WineFixture.ShellAsync("wine msiexec \"$@\"; code=$?; wineserver -w; exit $code", _prefix, [.. translated])).ExitCode;
    }

    public async Task InstallAsync(string package, params string[] arguments) => Assert.Equal(0, await MsiexecAsync(["/i", package, "/qn", .. arguments]));

    public async Task RemoveAsync(string package, params string[] arguments) => Assert.Equal(0, await MsiexecAsync(["/x", package, "/qn", .. arguments]));

    /// <summary>Runs a program with wine; once more when it has not said a word, for each of ours does. Wine 8.0 lost one program in some thirty runs, before it had printed anything and with no trace of why.</summary>
    public async Task<(int ExitCode, string Output)> RunAsync(string program, params string[] arguments)
    {
        var ran = await RunOnceAsync(program, arguments);
        if (ran.Output.Length > 0)
            return ran;
        TestContext.Current.TestOutputHelper!.WriteLine($"{program} {string.Join(' ', arguments)} said nothing and ended with {ran.ExitCode}.");
        return await RunOnceAsync(program, arguments);
    }

    private Task<(int ExitCode, string Output)> RunOnceAsync(string program, string[] arguments) =>
        WineFixture.ShellAsync("wine \"$@\"; code=$?; wineserver -w; exit $code", _prefix, [program, .. arguments]);

    /// <summary>Starts a program that goes on. As long as one does, wine does not stop its services.</summary>
    public Task<RealProcess> StartAsync(string program, params string[] arguments)
    {
        // Into a file, since wine's own servers outlive the program and would hold a pipe open.
        return RealProcess.StartAsync("/bin/sh", ["-c", $"unset DISPLAY; exec wine \"$@\" >'{Output}' 2>&1 </dev/null", "sh", program, .. arguments],
            _ => Task.FromResult(File.Exists(Output) && new FileInfo(Output).Length > 0), environment: WineFixture.Environment(_prefix));
    }

    /// <summary>What has been written to the event log since the program was started that goes on.</summary>
    public IReadOnlyList<string> Events() => [.. File.ReadAllLines(Output).Where(static line => line.Contains("eventlog:ReportEventW", StringComparison.Ordinal))];

    private string Output => Path.Combine(_prefix, "output.txt");

    /// <summary>Tells the service control manager to start or stop the service, and waits until it has.</summary>
    public async Task NetAsync(string verb, string state)
    {
        await WineFixture.ShellAsync("wine net \"$1\" IpBlock", _prefix, verb);
        for (var tries = 0; ; tries++)
        {
            var (_, output) = await WineFixture.ShellAsync("wine sc query IpBlock", _prefix);
            if (output.Contains(state, StringComparison.Ordinal))
                return;
            Assert.True(tries < 100, output);
        }
    }

    /// <summary>Changes a value of the service's key, as an administrator's tool does. Not while wine runs.</summary>
    public void ChangeService(string from, string to)
    {
        var at = Registry.IndexOf(Service, StringComparison.OrdinalIgnoreCase);
        var (before, after) = (Registry[..at], Registry[at..]);
        var found = after.IndexOf(from, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(_prefix, "system.reg"), before + after[..found] + to + after[(found + from.Length)..]);
    }

    /// <summary>The scripts that PowerShell was told to run since the last question, the program's own path left out. What it only looks at is left out.</summary>
    public IReadOnlyList<string> TakeRecorded() => [.. TakeAllRecorded().Where(static line => !line.Contains(" -Command ", StringComparison.Ordinal))];

    /// <summary>All that PowerShell was told to do since the last question.</summary>
    public IReadOnlyList<string> TakeAllRecorded()
    {
        var file = PathOf("recorded.txt");
        if (!File.Exists(file))
            return [];
        var lines = File.ReadAllLines(file).Select(static line => line[(line.IndexOf(".exe", StringComparison.OrdinalIgnoreCase) + 4)..].TrimStart('"', ' ')).ToList();
        File.Delete(file);
        return lines;
    }

    /// <summary>Lets every script fail whose command line holds the text; empty: none.</summary>
    public void FailScripts(string text)
    {
        File.Delete(PathOf("fail.txt"));
        if (text.Length > 0)
            File.WriteAllText(PathOf("fail.txt"), text);
    }

    /// <summary>What is installed, wherever: files below the programs and the start menu, and our keys.</summary>
    public IReadOnlyList<string> Traces()
    {
        var files = Directory.EnumerateFiles(ProgramFiles, "*", WithoutLinks).Where(path => Path.GetRelativePath(ProgramFiles, path).Contains("IpBlock", StringComparison.OrdinalIgnoreCase));
        var links = Directory.EnumerateFiles(PathOf("users"), "*.lnk", WithoutLinks).Concat(Directory.EnumerateFiles(PathOf("ProgramData"), "*.lnk", WithoutLinks));
        var keys = Registry.Split('\n').Where(static line => Ours.Any(key => line.Contains(key, StringComparison.OrdinalIgnoreCase)) || line.StartsWith("\"DisplayName\"=\"IpBlock\"", StringComparison.Ordinal)
            || (line.StartsWith("\"PATH\"=", StringComparison.OrdinalIgnoreCase) && line.Contains("IpBlock", StringComparison.Ordinal)));
        return [.. files, .. links, .. keys];
    }

    public async ValueTask DisposeAsync()
    {
        await WineFixture.ShellAsync("wineserver -k; wineserver -w", _prefix);
        Directory.Delete(_prefix, recursive: true);
    }

    private static async Task<Windows> StartAsync(WineFixture wine, string registry)
    {
        var prefix = Path.Combine(Path.GetDirectoryName(wine.Base)!, Path.GetRandomFileName());
        // Its 700 MB are not written to, only replaced, but for the registry.
        var (code, output) = await WineFixture.ShellAsync("cp -al \"$1\" \"$2\" && for file in \"$2\"/*.reg; do cp \"$file\" \"$file.own\" && mv \"$file.own\" \"$file\"; done", wine.Base, wine.Base, prefix);
        Assert.True(code == 0, output);
        await File.AppendAllTextAsync(Path.Combine(prefix, "system.reg"), registry + OneMapping);
        return new Windows(prefix);
    }
}
