using System;
using System.IO;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Exchange.Data.Transport;
using Microsoft.Exchange.Data.Transport.Smtp;

namespace IpBlock.Agent;

/// <summary>
/// What Exchange makes agents with. Nothing here throws: a factory that does keeps the Transport service from starting (events 1016 and 4999). Whatever goes
/// wrong, an agent is made, and an agent without an engine lets every client through.
/// </summary>
public sealed class IpBlockAgentFactory : SmtpReceiveAgentFactory
{
    private static int _noAgent;
    private static int _noAssembly;
    private readonly Func<IDisposable, SmtpReceiveAgent> _make;
    private readonly IDisposable? _lease;

    // Runs before any method that names a type of our other assemblies is compiled.
    static IpBlockAgentFactory() => AppDomain.CurrentDomain.AssemblyResolve += ResolveFromOwnFolder;

    /// <summary>Called once by Exchange when the service starts.</summary>
    public IpBlockAgentFactory()
        : this(Acquire, Make)
    {
    }

    /// <summary>With an engine and agents from elsewhere.</summary>
    internal IpBlockAgentFactory(Func<IDisposable> acquire, Func<IDisposable, SmtpReceiveAgent> make)
    {
        _make = make;
        try
        {
            _lease = acquire();
        }
        catch (Exception failure)
        {
            LastResort.Report("The agent could not start, and every client is accepted: " + failure);
        }
    }

    /// <inheritdoc/>
    public override SmtpReceiveAgent CreateAgent(SmtpServer server)
    {
        if (_lease is null)
            return new IdleAgent();
        try
        {
            return _make(_lease);
        }
        // Once a session: Exchange that gets no agent stops accepting mail.
        catch (Exception failure)
        {
            LastResort.ReportOnce(ref _noAgent, "No agent could be created, and clients are accepted without filtering: " + failure);
            return new IdleAgent();
        }
    }

    /// <inheritdoc/>
    public override void Close()
    {
        try
        {
            _lease?.Dispose();
        }
        catch (Exception failure)
        {
            LastResort.Report("The agent could not close its log: " + failure);
        }
    }

    // Types of IpBlock.Common stand only in these two, so that a missing or damaged file surfaces inside the try above.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static IDisposable Acquire() => SharedEngine.Acquire();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static SmtpReceiveAgent Make(IDisposable lease) => new IpBlockAgent(((SharedEngine.Lease)lease).Engine, SharedEngine.Notices);

    // EdgeTransport.exe has no binding redirects of ours and may hold another Newtonsoft.Json: what our own assemblies ask for comes from their folder. Whatever else in the process
    // looks for an assembly comes by here too: what is thrown would be its failure.
    private static Assembly? ResolveFromOwnFolder(object sender, ResolveEventArgs request)
    {
        try
        {
            return FindInOwnFolder(request);
        }
        catch (Exception failure)
        {
            LastResort.ReportOnce(ref _noAssembly, "The assembly " + request.Name + " could not be loaded from the agent's folder: " + failure);
            return null;
        }
    }

    private static Assembly? FindInOwnFolder(ResolveEventArgs request)
    {
        var own = typeof(IpBlockAgentFactory).Assembly;
        if (request.RequestingAssembly is { } asking && !IsOurs(asking, own))
            return null;
        var path = Path.Combine(Path.GetDirectoryName(own.Location) ?? "", new AssemblyName(request.Name).Name + ".dll");
        return File.Exists(path) ? Assembly.LoadFrom(path) : null;
    }

    // One that was made in memory has no folder: .NET Framework throws when a dynamic one is asked for its place, and Path does when it is empty.
    private static bool IsOurs(Assembly asking, Assembly own) =>
        !asking.IsDynamic && asking.Location.Length > 0 && string.Equals(Path.GetDirectoryName(asking.Location), Path.GetDirectoryName(own.Location), StringComparison.OrdinalIgnoreCase);
}
