using System.IO;
using System.Threading.Tasks;
using Xunit;

namespace IpBlock.Installer.Tests.Scripts;

public sealed class UpdateTaskTests
{
    [Fact]
    public async Task The_task_is_made_replaced_and_removed()
    {
        using var server = ExchangeServer.Edge();
        var program = Path.Combine(server.Payload, "IpBlock.Agent.dll");
        for (var time = 0; time < 2; time++)
        {
            await server.SucceedAsync("Set-UpdateTask", $"-Program '{program}'");
            Assert.Equal($"{program} lists update, every 60 minutes, S-1-5-20 ServiceAccount, IgnoreNew", (string)server.State["tasks"]!["\\IpBlock\\Update lists"]!);
        }

        await server.SucceedAsync("Set-UpdateTask", "-Remove");
        Assert.Empty(server.State["tasks"]!.AsObject());
        await server.SucceedAsync("Set-UpdateTask", "-Remove");
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_not_scheduled()
    {
        using var server = ExchangeServer.Edge();
        Assert.Contains("does not exist", await server.FailAsync("Set-UpdateTask", "-Program C:\\nowhere\\ipblock.exe"));
        Assert.Empty(server.State["tasks"]!.AsObject());
    }
}
