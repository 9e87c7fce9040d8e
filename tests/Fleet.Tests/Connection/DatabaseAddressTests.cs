using IpBlock.Fleet.Connection;
using Npgsql;
using Xunit;

namespace IpBlock.Fleet.Tests.Connection;

/// <summary>How the database is reached.</summary>
public sealed class DatabaseAddressTests
{
    [Theory]
    [InlineData("Host=db.example.com;Database=x", SslMode.VerifyFull)]
    [InlineData("Host=192.0.2.1;Database=x", SslMode.VerifyFull)]
    [InlineData("Host=127.0.0.1,db2.example.com;Database=x", SslMode.VerifyFull)]
    [InlineData("Host=localhost.example.com;Database=x", SslMode.VerifyFull)]
    [InlineData("Host=127.0.0.1;Database=x", SslMode.Prefer)]
    [InlineData("Host=127.0.0.1:5433,localhost;Database=x", SslMode.Prefer)]
    [InlineData("Host=::1;Database=x", SslMode.Prefer)]
    [InlineData("Host=/var/run/postgresql;Database=x", SslMode.Prefer)]
    [InlineData("Host=db.example.com;Database=x;SSL Mode=Require", SslMode.Require)]
    public void The_certificate_is_verified_unless_the_database_is_on_this_machine_or_somebody_says_otherwise(string words, SslMode mode) =>
        Assert.Equal(mode, DatabaseAddress.ToConnect(DatabaseAddress.Parse(words), "x").SslMode);

    [Fact]
    public void What_members_keep_has_no_login_of_another()
    {
        var bare = DatabaseAddress.WithoutLogin(DatabaseAddress.Parse("Host=db;Database=x;Username=postgres;Password=p;SSL Mode=VerifyCA;Root Certificate=/ca.pem"));
        Assert.Equal("Host=db;Database=x;SSL Mode=VerifyCA;Root Certificate=/ca.pem", bare);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Host=db")]
    [InlineData("Database=x")]
    [InlineData("postgres://db/x")]
    [InlineData("Host=db;Database=x;Nonsense=1")]
    public void Words_that_name_no_database_are_told(string words) => Assert.Contains("Host=db.example.com;Database=ipblock;Username=postgres", Assert.Throws<FleetException>(() => DatabaseAddress.Parse(words)).Message);
}
