using IpBlock.Administration.Doctor.Machine;
using IpBlock.Files;
using Xunit;

namespace IpBlock.Administration.Tests.Doctor;

public sealed class ServiceAccountTests
{
    private const int Write = 2;

    [Theory]
    [InlineData(1000u, 0u, 0x41C0, true)] // its own folder, 0700
    [InlineData(1000u, 0u, 0x4140, false)] // its own, which it has closed to itself
    [InlineData(0u, 1000u, 0x41F8, true)] // its group's, 0770
    [InlineData(0u, 44u, 0x41F8, true)] // that of another of its groups
    [InlineData(0u, 1000u, 0x41E8, false)] // the group may not write, 0750
    [InlineData(0u, 0u, 0x41FF, true)] // everybody's
    [InlineData(0u, 0u, 0x41ED, false)] // root's, 0755
    public void An_account_may_write_by_owner_group_and_mode(uint user, uint group, int mode, bool may)
    {
        var account = ServiceAccount.Parse(["Name:\tipblock", "Uid:\t1000\t1000\t1000\t1000", "Gid:\t1000\t1000\t1000\t1000", "Groups:\t44 45 ", "CapEff:\t0000000000000000"])!;
        Assert.Equal(may, account.May(new FileStatus(user, group, (ushort)mode, 1), Write));
    }

    [Fact]
    public void Root_may_write_everywhere_unless_it_has_given_that_up()
    {
        var folder = new FileStatus(7, 7, 0x41C0, 1);
        Assert.True(ServiceAccount.Parse(["Uid:\t0\t0\t0\t0", "Gid:\t0\t0\t0\t0", "CapEff:\t000001ffffffffff"])!.May(folder, Write));
        Assert.False(ServiceAccount.Parse(["Uid:\t0\t0\t0\t0", "Gid:\t0\t0\t0\t0", "CapEff:\t0000000000000000"])!.May(folder, Write));
    }

    [Fact]
    public void What_is_no_status_says_nothing() => Assert.Null(ServiceAccount.Parse(["Name:\tipblock"]));
}
