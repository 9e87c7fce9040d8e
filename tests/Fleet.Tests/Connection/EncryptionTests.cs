using System;
using System.IO;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using IpBlock.Testing.Certificates;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.Fleet.Tests.Connection;

/// <summary>A database that shows a certificate: it is verified, with its name.</summary>
public sealed class EncryptionTests
{
    [Fact]
    public async Task Only_the_database_whose_certificate_is_known_and_bears_its_name_is_talked_to()
    {
        var (pem, key) = Certificate();
        await using var database = await PostgreSql.StartAsync((pem, key));
        using var admin = new Machine("{}");
        using var server = new Machine("{}");
        File.WriteAllText(admin.FileOf("ca.pem"), pem);
        File.WriteAllText(admin.FileOf("other.pem"), Certificate().Certificate);
        var words = (await database.CreateDatabaseAsync()).Replace("Host=127.0.0.1", "Host=localhost;SSL Mode=VerifyFull", StringComparison.Ordinal);
        var trusted = words + ";Root Certificate=" + admin.FileOf("ca.pem");

        await RefusedAsync(admin, words + ";Root Certificate=" + admin.FileOf("other.pem"));
        await RefusedAsync(admin, words);
        await RefusedAsync(admin, trusted.Replace("localhost", "127.0.0.1", StringComparison.Ordinal));
        Assert.True((await admin.Membership.InitAsync(trusted, "admin", TestFleet.Stop)).BecameAdministrator);

        // The ticket carries the words; a server that has the certificate elsewhere says so.
        var ticket = await admin.Membership.InviteAsync(administrator: false, null, TimeSpan.FromHours(1), TestFleet.Stop);
        File.Move(admin.FileOf("ca.pem"), server.FileOf("ca.pem"));
        await Assert.ThrowsAsync<FleetException>(() => server.Membership.JoinAsync(ticket, "mx1", null, TestFleet.Stop));
        await server.Membership.JoinAsync(ticket, "mx1", "Root Certificate=" + server.FileOf("ca.pem"), TestFleet.Stop);
        Assert.Single(await server.Membership.ListAsync(TestFleet.Stop));
    }

    private static async Task RefusedAsync(Machine machine, string words)
    {
        var refused = await Assert.ThrowsAsync<FleetException>(() => machine.Membership.InitAsync(words, "admin", TestFleet.Stop));
        Assert.Contains("certificate", refused.Message, StringComparison.OrdinalIgnoreCase);
    }

    private static (string Certificate, string Key) Certificate()
    {
        using var certificate = SelfSigned.For("localhost", isAuthority: true);
        using var key = certificate.GetECDsaPrivateKey()!;
        return (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }
}
