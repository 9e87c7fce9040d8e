using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using IpBlock.Fleet.Connection;
using IpBlock.Testing.Servers;
using Npgsql;
using Xunit;

namespace IpBlock.Fleet.Tests;

/// <summary>A fleet in a database of its own, with one administrator.</summary>
internal sealed class TestFleet : IAsyncDisposable
{
    private readonly List<Machine> _machines = [];

    private TestFleet(string superuser) => Superuser = superuser;

    /// <summary>The database with the superuser's login.</summary>
    public string Superuser { get; }

    public Machine Administrator { get; private set; } = null!;

    public static async Task<TestFleet> StartAsync(PostgreSql server, string settings = "{}")
    {
        var fleet = new TestFleet(await server.CreateDatabaseAsync());
        fleet.Administrator = fleet.Machine(settings);
        var made = await fleet.Administrator.Membership.InitAsync(fleet.Superuser, "admin", Stop);
        Assert.True(made.BecameAdministrator);
        return fleet;
    }

    public static System.Threading.CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>A machine that belongs to nothing yet.</summary>
    public Machine Machine(string settings = "{}")
    {
        var machine = new Machine(settings);
        _machines.Add(machine);
        return machine;
    }

    /// <summary>A machine that has joined as a server.</summary>
    public async Task<Machine> ServerAsync(string name, string settings = "{}", string? group = null)
    {
        var machine = Machine(settings);
        await machine.Membership.JoinAsync(await InviteAsync(group: group), name, null, Stop);
        return machine;
    }

    /// <summary>A machine that has joined as another administrator, and has the settings of the fleet.</summary>
    public async Task<Machine> SecondAdministratorAsync()
    {
        var machine = Machine();
        await machine.Membership.JoinAsync(await InviteAsync(administrator: true), "second", null, Stop);
        await machine.Settings.PullAsync(Fleet.Versions.TakeChoice.Theirs, Stop);
        return machine;
    }

    public Task<string> InviteAsync(bool administrator = false, string? group = null) => Administrator.Membership.InviteAsync(administrator, group, TimeSpan.FromHours(1), Stop);

    /// <summary>Runs a statement as the superuser.</summary>
    public Task<object?> AsSuperuserAsync(string sql) => RunAsync(Superuser, sql);

    /// <summary>Runs a statement with a machine's login, as whoever has taken the machine over could.</summary>
    public static Task<object?> AsAsync(Machine machine, string sql, bool administrator = false)
    {
        var member = MemberFile.Find(machine.SettingsPath, administrator)!;
        var words = DatabaseAddress.Parse(member.Database);
        (words.Username, words.Password, words.Pooling) = (member.Login, member.Password, false);
        return RunAsync(words.ConnectionString, sql);
    }

    public ValueTask DisposeAsync()
    {
        foreach (var machine in _machines)
            machine.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task<object?> RunAsync(string words, string sql)
    {
        await using var connection = new NpgsqlConnection(words + ";Pooling=false");
        await connection.OpenAsync(Stop);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Stop);
    }
}
