using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security;
using System.Text;
using IpBlock.Files;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace IpBlock.Reporting.State;

/// <summary>
/// What each process does, on disk: <c>state-*.json</c> in the folder of the decision log, one file a process. Whoever reads finds a whole file or none; one
/// that is damaged, too large or from a later version is passed over.
/// </summary>
public static class StateFile
{
    internal const string Begin = "state-";
    internal const string End = ".json";
    internal const string Temporary = ".tmp";

    private const long MaxLength = 4 << 20;
    private const int MaxDepth = 8;
    private const int MostFiles = 200;

    /// <summary>The name of a process's file: two processes never share one, nor do two machines that share a folder.</summary>
    internal static string NameOf(ProcessState state) =>
        Begin + state.Role.ToString().ToLowerInvariant() + "-" + Plain(state.Machine) + "-" + Text(state.ProcessId) + End;

    /// <summary>The states in a folder, in no order; none when it is not there.</summary>
    /// <param name="folder">The folder of the decision log.</param>
    /// <param name="unread">Is told the name of each file that cannot be read, and why: one that somebody has put there must not hide the others.</param>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">This account may not read the folder.</exception>
    public static IReadOnlyList<ProcessState> ReadAll(string folder, Action<string, Exception>? unread = null)
    {
        if (!Directory.Exists(folder))
            return [];
        var states = new List<ProcessState>();
        using var owned = OwnedFolder.Open(folder);
        var names = owned.Do(static reached => Array.ConvertAll(Directory.GetFiles(reached, Begin + "*" + End), Path.GetFileName));
        foreach (var name in names.Where(static name => name!.EndsWith(End, StringComparison.Ordinal)).Take(MostFiles))
        {
            try
            {
                if (Read(owned, name!) is { } state)
                    states.Add(state);
            }
            catch (Exception failure) when (IsOfTheDisk(failure))
            {
                unread?.Invoke(name!, failure);
            }
        }

        return states;
    }

    /// <summary>What a file holds; null when it is gone, damaged or of another version.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">This account may not read it.</exception>
    internal static ProcessState? Read(OwnedFolder folder, string name)
    {
        try
        {
            using var file = folder.OpenRead(name);
            if (file.Length is 0 or > MaxLength)
                return null;
            using var text = new JsonTextReader(new StreamReader(file)) { DateParseHandling = DateParseHandling.None, MaxDepth = MaxDepth };
            return ProcessState.Parse(JObject.Load(text));
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException || DamagedJson.Explains(gone))
        {
            return null;
        }
    }

    /// <summary>Writes a file in one step. Who may read the log may read it.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    internal static void Write(OwnedFolder folder, ProcessState state, JObject json)
    {
        var name = NameOf(state);
        folder.Write(name, Written, name + Temporary); // no other process has this name

        void Written(FileStream file)
        {
            using var text = new StreamWriter(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
            text.WriteLine(json.ToString(Formatting.Indented));
        }
    }

    /// <summary>True for what comes of a disk, a folder or a network drive, and is no fault of ours.</summary>
    internal static bool IsOfTheDisk(Exception failure) =>
        failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException or SecurityException;

    private static string Plain(string machine)
    {
        var plain = new StringBuilder();
        foreach (var c in machine.Take(63))
            plain.Append(c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') ? c : '_');
        return plain.ToString();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
