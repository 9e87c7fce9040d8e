using System;
using System.Threading.Tasks;
using IpBlock.Fleet.Tests;
using IpBlock.Testing.Servers;
using Xunit;

[assembly: AssemblyFixture(typeof(Cluster))]

namespace IpBlock.Fleet.Tests;

/// <summary>One PostgreSQL for all tests that do not stop it; each makes a database of its own in it.</summary>
public sealed class Cluster : IAsyncLifetime
{
    private PostgreSql? _server;

    public PostgreSql Server => _server ?? throw new InvalidOperationException("It has not been started.");

    public async ValueTask InitializeAsync() => _server = await PostgreSql.StartAsync();

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;
}
