using IpBlock.Service.Hosting;
using Xunit;

namespace IpBlock.Service.Tests.Hosting;

public sealed class OpenFileLimitTests
{
    [Theory]
    [InlineData(20, 10)]
    [InlineData(256, 128)]
    [InlineData(1024, 576)]
    [InlineData(4096, 3072)]
    [InlineData(65536, 64512)]
    [InlineData(int.MaxValue, int.MaxValue - 1024)]
    public void The_doors_leave_files_to_the_rest_of_the_service(int limit, int connections) =>
        Assert.Equal(connections, OpenFileLimit.ForConnections(limit));

    [Theory]
    [InlineData("Limit                     Soft Limit           Hard Limit           Units     \nMax open files            1024                 4096                 files     \nMax locked memory         8388608              8388608              bytes     \n", 1024)]
    [InlineData("Max open files            unlimited            unlimited            files     \n", int.MaxValue)]
    [InlineData("", int.MaxValue)]
    public void The_limit_is_the_soft_one_of_the_process(string limits, int expected) => Assert.Equal(expected, OpenFileLimit.Parse(limits));
}
