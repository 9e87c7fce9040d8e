using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace IpBlock.Fleet.Tests.Schema;

/// <summary>Making and upgrading the tables, on a real PostgreSQL.</summary>
public sealed class InitTests(Cluster cluster)
{
    [Fact]
    public async Task The_first_to_make_the_fleet_is_its_administrator_and_the_login_of_the_database_is_kept_nowhere()
    {
        await using var fleet = await TestFleet.StartAsync(cluster.Server);
        var file = File.ReadAllText(fleet.Administrator.FileOf("fleet-admin.json"));
        Assert.DoesNotContain("postgres", file);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(fleet.Administrator.FileOf("fleet-admin.json")));
        Assert.Equal(0L, await fleet.AsSuperuserAsync("select count(*) from ipblock.settings_version"));
    }

    [Fact]
    public async Task Two_that_make_it_at_once_make_it_once_and_one_of_them_is_its_administrator()
    {
        var database = await cluster.Server.CreateDatabaseAsync();
        using var one = new Machine("{}");
        using var other = new Machine("{}");
        var results = await Task.WhenAll(one.Membership.InitAsync(database, "one", TestFleet.Stop), other.Membership.InitAsync(database, "other", TestFleet.Stop));
        Assert.Equal(1, results.Count(static result => result.Migrations.Count > 0));
        Assert.Equal(1, results.Count(static result => result.BecameAdministrator));
    }

    [Fact]
    public async Task To_make_it_again_changes_nothing()
    {
        await using var fleet = await TestFleet.StartAsync(cluster.Server);
        var again = await fleet.Administrator.Membership.InitAsync(fleet.Superuser, "admin", TestFleet.Stop);
        Assert.Empty(again.Migrations);
        Assert.False(again.BecameAdministrator);
    }

    [Fact]
    public async Task An_older_program_does_not_touch_tables_that_it_does_not_know()
    {
        await using var fleet = await TestFleet.StartAsync(cluster.Server);
        await fleet.AsSuperuserAsync("insert into ipblock.migration (scriptname, applied) values ('9999-later.sql', now())");
        var refused = await Assert.ThrowsAsync<FleetException>(() => fleet.Administrator.Membership.InitAsync(fleet.Superuser, "admin", TestFleet.Stop));
        Assert.Contains("has been upgraded by a newer IpBlock (9999-later.sql)", refused.Message);
    }

    [Fact]
    public async Task An_older_program_does_not_read_a_format_that_it_would_misread()
    {
        await using var fleet = await TestFleet.StartAsync(cluster.Server);
        await fleet.AsSuperuserAsync("update ipblock.fleet set format = 3");
        var refused = await Assert.ThrowsAsync<FleetException>(() => fleet.Administrator.Settings.HistoryAsync(1, TestFleet.Stop));
        Assert.Contains("upgraded by a newer version of IpBlock (format 3; this program supports 2): upgrade ipblock on this server", refused.Message);
    }

    [Fact]
    public async Task An_account_that_may_make_roles_and_owns_the_database_need_not_be_a_superuser()
    {
        var database = await cluster.Server.CreateDatabaseAsync();
        var name = new Npgsql.NpgsqlConnectionStringBuilder(database).Database!;
        await using (var connection = new Npgsql.NpgsqlConnection(database))
        {
            await connection.OpenAsync(TestFleet.Stop);
            await using var command = new Npgsql.NpgsqlCommand($"create role {name} login createrole password 'x'; alter database {name} owner to {name}", connection);
            await command.ExecuteNonQueryAsync(TestFleet.Stop);
        }

        using var machine = new Machine("{}");
        var made = await machine.Membership.InitAsync(new Npgsql.NpgsqlConnectionStringBuilder(database) { Username = name, Password = "x" }.ConnectionString, "admin", TestFleet.Stop);
        Assert.True(made.BecameAdministrator);
        await machine.Settings.PushAsync(new PushRequest(), TestFleet.Stop);
    }
}
