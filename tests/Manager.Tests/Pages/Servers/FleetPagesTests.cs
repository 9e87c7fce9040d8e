using System;
using System.Globalization;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Fleet;
using IpBlock.Fleet.Log;
using IpBlock.Fleet.Log.Asking;
using IpBlock.Manager.Accounts;
using IpBlock.Manager.Tests.Browser;
using IpBlock.Notices;
using IpBlock.Reporting;
using IpBlock.Testing;
using IpBlock.Testing.Servers;
using IpBlock.Time;
using Microsoft.Playwright;
using Npgsql;
using Xunit;

namespace IpBlock.Manager.Tests.Pages.Servers;

/// <summary>The page of an administrator of a fleet, with a real database and two servers that upload their logs.</summary>
public sealed class FleetPagesTests(Chromium browser) : IAsyncLifetime
{
    private PostgreSql _database = null!;
    private ManagerSite _site = null!;
    private string _superuser = "";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await PostgreSql.StartAsync();
        _superuser = await _database.CreateDatabaseAsync();
        _site = await ManagerSite.StartAsync(browser, """{ "log": { "fleet": "full" } }""");
        await new FleetMembership(_site.SettingsPath, Clock.System).InitAsync(_superuser, "admin", Stop);
        await new FleetSettings(_site.SettingsPath, Clock.System).PushAsync(new PushRequest(), Stop);
        await JoinAsync("mx1", "192.0.2.11", "192.0.2.12");
        await JoinAsync("mx2", "198.51.100.21");
        await JoinAsync("mx3");
        await AsSuperuserAsync("select ipblock.sum_hours()");
    }

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Decisions_of_all_servers_are_shown_with_their_server_and_those_of_this_one_while_the_database_is_away()
    {
        var page = await _site.SignInAsync(Role.Operator, "/log", name: "fleet");
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(3);
        await Assertions.Expect(page.Locator("tbody tr", new PageLocatorOptions { HasText = "198.51.100.21" })).ToContainTextAsync("mx2");
        await page.LookAsync("fleet-log");
        await page.FillAsync("#log-server", "MX1");
        await page.Button("Show").ClickAsync();
        await page.ArrivesAtAsync(_site.Url + "/log?server=MX1");
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(2);
        await page.Locator("tbody th a", new PageLocatorOptions { HasText = "192.0.2.11" }).ClickAsync();
        await Assertions.Expect(page.Locator("dl.facts")).ToContainTextAsync("Server of the fleet");

        await page.GotoAsync("/log?group=server");
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(2);
        await page.GotoAsync("/reports?span=24h");
        await Assertions.Expect(page.GetByTestId("summary")).ToContainTextAsync("1 of 3 decisions");
        await Assertions.Expect(page.GetByTestId("comparison")).ToContainTextAsync("From the log of this server only");
        await page.GotoAsync("/what-if");
        await page.Button("Evaluate again").ClickAsync();
        await Assertions.Expect(page.GetByTestId("message")).ToContainTextAsync("3 decisions");
        await Assertions.Expect(page.GetByTestId("message")).ToContainTextAsync("From all servers of the fleet");
        await page.GotoAsync("/servers");
        await Assertions.Expect(page.Locator("tbody tr", new PageLocatorOptions { HasText = "mx1" })).ToContainTextAsync("No contact");
        foreach (var (server, state, answer) in new[] { ("mx1", "refused", "127.255.255.254"), ("mx2", "well", ""), ("mx3", "well", "") })
            await VoteAsync(server, state, answer);
        await page.GotoAsync("/servers");
        var odd = page.Locator("tbody tr", new PageLocatorOptions { HasText = "mx1" });
        await Assertions.Expect(odd).ToContainTextAsync("1 unhealthy");
        await Assertions.Expect(odd).ToContainTextAsync("192.0.2.53");
        await Assertions.Expect(page.Locator("tbody tr", new PageLocatorOptions { HasText = "mx2" })).ToContainTextAsync("all healthy");
        await page.LookAsync("fleet-servers");
        Assert.Equal(200, (await page.APIRequest.GetAsync("/reports.csv?span=24h&table=time")).Status);
        Assert.Contains("198.51.100.21", await (await page.APIRequest.GetAsync("/log.csv")).TextAsync(), StringComparison.Ordinal);

        await _database.KillAsync();
        await page.GotoAsync("/log");
        await Assertions.Expect(page.GetByTestId("index-notice")).ToContainTextAsync("Until it is available again, the log of this server is shown");
        await Assertions.Expect(page.GetByTestId("empty")).ToBeVisibleAsync();

        // A file says nothing of where it comes from: there is none.
        Assert.Equal(503, (await page.APIRequest.GetAsync("/reports.csv?span=24h&table=time")).Status);
        await Assert.ThrowsAnyAsync<PlaywrightException>(async () => await (await page.APIRequest.GetAsync("/log.csv")).TextAsync());
        await page.GotoAsync("/");
        await Assertions.Expect(page.GetByTestId("index-notice")).ToContainTextAsync("Until it is available again, the log of this server is shown");
        await page.GotoAsync("/log?server=mx1");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("only the log of this server is shown");
        await page.GotoAsync("/servers");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("The database of the fleet does not answer");
        await _database.StartAgainAsync();
        await Waiting.UntilAsync(
            async () =>
            {
                await page.GotoAsync("/log");
                await page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Level = 1 }).WaitForAsync();
                return await page.Locator("tbody tr").CountAsync() == 3;
            },
            () => "The log of the fleet does not come back.",
            stop: Stop);
        _site.AssertNoFaults();
    }

    // A server whose log has one decision for each client, the first rejected.
    private async Task JoinAsync(string name, params string[] clients)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_site.Folder, name)).FullName;
        var settings = Path.Combine(folder, "ipblock.json");
        await File.WriteAllTextAsync(settings, "{}", Stop);
        var ticket = await new FleetMembership(_site.SettingsPath, Clock.System).InviteAsync(administrator: false, null, TimeSpan.FromHours(1), Stop);
        await new FleetMembership(settings, Clock.System).JoinAsync(ticket, name, null, Stop);
        var lines = "#Fields: " + LogColumns.Fields + "\n";
        foreach (var client in clients)
        {
            var reply = client == "192.0.2.11" ? "RejectConnection,550 5.7.1 no" : "AcceptConnection,";
            lines += string.Create(CultureInfo.InvariantCulture, $"{DateTime.UtcNow:yyyy-MM-dd'T'HH:mm:ss.fff'Z'},S-{client},192.0.2.25:25,{client}:4000,OnConnect,{reply},,,,,,,1,,,,,,,\n");
        }

        await File.WriteAllTextAsync(Path.Combine(folder, $"IPBLOCK{DateTime.UtcNow:yyyyMMdd}-0001.log"), lines, Stop);
        await using (new LogUploader(settings, Clock.System, new Nobody(), new TaskErrors(Clock.System, new Nobody()), () => new LogToUpload(folder, WithoutMailboxes: false)))
            await Waiting.UntilAsync(async () => await CountAsync(name) == clients.Length, () => "Nothing is uploaded.", stop: Stop);
    }

    private async Task<int> CountAsync(string name)
    {
        await using var reader = await FleetLogReader.OpenAsync(_site.SettingsPath, null, Stop);
        return (await reader.PageAsync(new FleetLogFilter { Server = name }, 10, null, Stop)).Count;
    }

    // As the server's own login does it.
    private Task VoteAsync(string server, string state, string answer) => AsSuperuserAsync($$"""
        do $do$ begin execute format('set session authorization %I', (select login from ipblock.member where name = '{{server}}')); end $do$;
        select ipblock.vote('192.0.2.53', '{block list zen.test}', array['{{state}}'], array['{{answer}}'])
        """);

    private async Task AsSuperuserAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_superuser + ";Pooling=false");
        await connection.OpenAsync(Stop);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Stop);
    }

    private sealed class Nobody : INoticeSink
    {
        public void Write(Notice notice)
        {
            // Nobody is to be told.
        }
    }
}
