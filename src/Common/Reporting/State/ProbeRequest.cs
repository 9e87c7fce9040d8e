using System;
using System.IO;
using IpBlock.Files;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace IpBlock.Reporting.State;

/// <summary>
/// The wish that a process probes a provider now: a small file beside its state file, by the same name with <c>.probe</c> for <c>.json</c>. The process looks
/// for it each second, deletes it, and carries out what names a
/// provider that it asks. Nothing else can be asked for, and one request a second is heard.
/// </summary>
public sealed class ProbeRequest
{
    internal const string End = ".probe";

    private const int MaxLength = 4096;

    // One that was left while the process did not run is of another day's trouble.
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(1);

    private ProbeRequest(string provider) => Provider = provider;

    /// <summary>The provider's id (<see cref="ProviderState.Id"/>).</summary>
    public string Provider { get; }

    /// <summary>Leaves a request for a process.</summary>
    /// <param name="folder">The folder of its state file.</param>
    /// <param name="process">The process.</param>
    /// <param name="provider">One of its providers.</param>
    /// <param name="now">The time of day.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">This account may not write there.</exception>
    public static void Leave(string folder, ProcessState process, ProviderState provider, DateTimeOffset now)
    {
        if (process is null)
            throw new ArgumentNullException(nameof(process));
        if (provider is null)
            throw new ArgumentNullException(nameof(provider));
        using var owned = OwnedFolder.Open(folder);
        var name = NameOf(process);
        var temporary = name + "." + Guid.NewGuid().ToString("N") + StateFile.Temporary;
        try
        {
            using (var text = new StreamWriter(owned.CreateNew(temporary)))
                text.Write(new JObject { ["provider"] = provider.Id, ["at"] = StateJson.Time(now) }.ToString(Formatting.None));
            owned.Replace(temporary, name);
        }
        catch
        {
            owned.Delete(temporary);
            throw;
        }
    }

    /// <summary>Takes the request that was left for this process away; null when there is none.</summary>
    /// <exception cref="InvalidDataException">There was one, and it is none that can be carried out.</exception>
    internal static ProbeRequest? Take(string folder, ProcessState own, DateTimeOffset now)
    {
        var name = NameOf(own);
        if (!File.Exists(Path.Combine(folder, name)))
            return null;
        using var owned = OwnedFolder.Open(folder);
        try
        {
            return Parse(owned, name, own, now);
        }
        catch (Exception failure) when (DamagedJson.Explains(failure))
        {
            throw new InvalidDataException($"The request {name} is damaged and was deleted.", failure);
        }
        finally
        {
            owned.Delete(name);
        }
    }

    private static ProbeRequest Parse(OwnedFolder folder, string name, ProcessState own, DateTimeOffset now)
    {
        using var file = folder.OpenRead(name);
        if (file.Length > MaxLength)
            throw new FormatException("It is too long.");
        using var text = new JsonTextReader(new StreamReader(file)) { DateParseHandling = DateParseHandling.None, MaxDepth = 2 };
        var json = JObject.Load(text);
        if (StateJson.Time(json["at"]) is not { } at || (now - at).Duration() > MaxAge)
            throw new FormatException("It is older than one minute.");
        var id = StateJson.Text(json["provider"]);
        foreach (var provider in own.Providers)
        {
            if (string.Equals(provider.Id, id, StringComparison.Ordinal))
                return new ProbeRequest(id);
        }

        throw new FormatException("It does not name a provider that this process queries.");
    }

    private static string NameOf(ProcessState state)
    {
        var name = StateFile.NameOf(state);
        return name.Substring(0, name.Length - StateFile.End.Length) + End;
    }
}
