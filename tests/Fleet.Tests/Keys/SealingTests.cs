using System;
using System.Linq;
using System.Text;
using IpBlock.Fleet.Keys;
using Xunit;

namespace IpBlock.Fleet.Tests.Keys;

/// <summary>What is sealed opens for whom it was sealed, for what it was sealed, and unchanged.</summary>
public sealed class SealingTests
{
    private static readonly byte[] Plain = Encoding.UTF8.GetBytes("the key of the fleet");

    [Fact]
    public void A_box_opens_for_its_member_alone()
    {
        var (member, other) = (MemberKey.Create(), MemberKey.Create());
        var box = MemberKey.SealFor(member.PublicKey, Plain, "p");
        Assert.Equal(Plain, MemberKey.Open(member.PrivateKey, box, "p"));
        Assert.Null(MemberKey.Open(other.PrivateKey, box, "p"));
        Assert.Null(MemberKey.Open(member.PrivateKey, box, "q"));
    }

    [Fact]
    public void A_box_of_which_any_byte_is_changed_does_not_open()
    {
        var member = MemberKey.Create();
        var box = MemberKey.SealFor(member.PublicKey, Plain, "p");
        Assert.All(Enumerable.Range(0, box.Length), i =>
        {
            var changed = box.ToArray();
            changed[i] ^= 1;
            Assert.Null(MemberKey.Open(member.PrivateKey, changed, "p"));
        });
        Assert.All(Enumerable.Range(0, box.Length), length => Assert.Null(MemberKey.Open(member.PrivateKey, box.AsSpan(0, length), "p")));
    }

    [Fact]
    public void The_same_sealed_twice_does_not_look_the_same() =>
        Assert.NotEqual(SymmetricBox.Seal(new byte[32], Plain, "p"), SymmetricBox.Seal(new byte[32], Plain, "p"));

    [Fact]
    public void A_ring_continues_another_only_with_all_its_keys()
    {
        var ring = FleetKeys.Create();
        Assert.True(ring.Next().Next().Continues(ring));
        Assert.False(ring.Continues(ring.Next()));
        Assert.False(FleetKeys.Create().Next().Continues(ring));
        Assert.Equal(3, FleetKeys.Decode(ring.Next().Next().Encode())!.Newest);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{ \"1\": \"AAAA\" }")]
    [InlineData("{ \"x\": \"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\" }")]
    [InlineData("{ \"1\": 5 }")]
    public void What_is_no_ring_is_none(string text) => Assert.Null(FleetKeys.Decode(Encoding.UTF8.GetBytes(text)));
}
