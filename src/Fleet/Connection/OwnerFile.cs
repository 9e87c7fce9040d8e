using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using IpBlock.Files;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace IpBlock.Fleet.Connection;

/// <summary>
/// A small JSON file beside the settings in which secrets stand. It has the rights of the settings file where that is closed to all but its owner and a
/// group, so that the service can read it as well;
/// else it is its owner's alone (0600). It is replaced in one step.
/// </summary>
internal static class OwnerFile
{
    private const UnixFileMode OfOthers = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
    private const int MaxBytes = 64 << 20;

    /// <summary>Where a file of this name lies beside a settings file.</summary>
    public static string PathOf(string settingsPath, string name) => Path.Combine(Path.GetDirectoryName(Path.GetFullPath(settingsPath)) ?? ".", name);

    /// <summary>Null when there is none.</summary>
    /// <exception cref="FleetException">It cannot be read.</exception>
    public static JObject? Read(string path)
    {
        try
        {
            using var stream = RegularFile.OpenRead(path);
            if (stream.Length > MaxBytes)
                throw new FleetException($"{path} is too large and cannot be read: it is not a file of the fleet, or is damaged");
            using var reader = new JsonTextReader(new StreamReader(stream, Encoding.UTF8)) { DateParseHandling = DateParseHandling.None };
            return JObject.Load(reader);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new FleetException($"{path} cannot be read: {failure.Message}", failure);
        }
    }

    /// <exception cref="FleetException">It cannot be written; what was there is as it was.</exception>
    public static void Write(string settingsPath, string name, JObject content)
    {
        try
        {
            using var folder = OwnedFolder.OfFile(PathOf(settingsPath, name), create: true, out var file);
            folder.Write(file, Written, file + ".tmp");

            void Written(FileStream stream)
            {
                if (IsClosed(settingsPath))
                    folder.CopyOwnerAndRightsOf(settingsPath, stream);
                else
                    folder.CloseToAllOthers(stream);
                stream.Write(Encoding.UTF8.GetBytes(content.ToString(Formatting.Indented) + "\n"));
                stream.Flush(flushToDisk: true);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new FleetException($"{PathOf(settingsPath, name)} cannot be written: {failure.Message} Run this as root or as the owner of the settings", failure);
        }
    }

    /// <exception cref="FleetException">It is there and cannot be removed.</exception>
    public static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new FleetException($"{path} cannot be removed: {failure.Message}", failure);
        }
    }

    private static bool IsClosed(string settingsPath) =>
        !OperatingSystem.IsWindows() && File.Exists(settingsPath) && (File.GetUnixFileMode(settingsPath) & OfOthers) == UnixFileMode.None;
}
